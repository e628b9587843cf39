from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from winnow.catalogue import network
from winnow.catalogue.network import is_remote, kind_of_device

MOUNTINFO = (
    b"27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n"
    b"36 27 0:32 / /media/my\\040nas rw,relatime shared:1 master:2 - nfs4 nas:/photos rw,vers=4.2\n"
    b"37 27 0:33 / /mnt/caf\xe9 rw - cifs //nas/photos rw\n"
)


@pytest.mark.parametrize(("minor", "kind"), [(32, "nfs4"), (33, "cifs"), (99, None)])
def test_the_kind_of_a_file_system_is_found_by_its_device_number(minor: int, kind: str | None) -> None:
    assert kind_of_device(MOUNTINFO, 0, minor) == kind
    assert kind_of_device(MOUNTINFO, 254, 0) == "ext4"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc/self/mountinfo")
def test_the_kind_is_that_which_stat_tells() -> None:
    device = Path("/proc/self").stat().st_dev
    told = subprocess.run(["stat", "-f", "-c", "%T", "/proc/self"], capture_output=True, check=True, text=True)
    kind = kind_of_device(network.MOUNTS.read_bytes(), os.major(device), os.minor(device))
    assert kind == told.stdout.strip() == "proc"


@pytest.mark.parametrize(("kind", "remote"), [("nfs4", True), ("cifs", True), ("9p", True), ("ext4", False)])
def test_a_file_is_remote_by_the_file_system_of_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, remote: bool
) -> None:
    device = tmp_path.stat().st_dev
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"27 1 {os.major(device)}:{os.minor(device)} / / rw - {kind} source rw\n")
    monkeypatch.setattr(network, "MOUNTS", mounts)
    assert is_remote(tmp_path / "not there yet.db") == remote


def test_where_the_system_does_not_tell_no_file_is_remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "MOUNTS", tmp_path / "none")
    assert not is_remote(tmp_path / "library.db")
