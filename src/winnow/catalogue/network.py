"""Whether a file lies on another machine's disk, where processes cannot share memory.

Linux says so in `/proc/self/mountinfo`: the file system that has the device number of the file's folder. Elsewhere,
and for a kind of file system not listed here, the answer is no.
"""

from __future__ import annotations

import os
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")

# The kinds that util-linux's libmount takes for remote (`mnt_fstype_is_netfs`), and Ceph's. 9p is also how WSL shows
# the disks of Windows.
REMOTE_KINDS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "9p", "ceph", "fuse.sshfs"})


def is_remote(file: Path) -> bool:
    """Whether `file`, which need not be there, is in a folder on a file system that is known to be remote."""
    if not MOUNTS.exists():
        return False
    device = file.resolve().parent.stat().st_dev
    return kind_of_device(MOUNTS.read_bytes(), os.major(device), os.minor(device)) in REMOTE_KINDS


def kind_of_device(mountinfo: bytes, major: int, minor: int) -> str | None:
    """The kind of file system with that device number; the format is that of `man 5 proc_pid_mountinfo`."""
    for line in mountinfo.splitlines():
        where, _, what = line.partition(b" - ")
        if where.split()[2] == b"%d:%d" % (major, minor):
            return os.fsdecode(what.split()[0])
    return None
