"""Errors that stop a verb. One class per situation: its docstring is the message's first line.

Exit codes: 2 the command was wrong, 3 the catalogue, 4 a model, 5 the machinery in mid-run, 130/143 interrupted.
"""

from __future__ import annotations

import inspect
from typing import ClassVar


class WinnowError(Exception):
    """winnow cannot go on."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    def __str__(self) -> str:
        headline = inspect.cleandoc(self.__doc__ or "").split("\n", 1)[0]
        return f"{headline} {self.detail}".rstrip()


class FolderNotFoundError(WinnowError):
    """There is no such folder."""

    exit_code = 2
    http_status = 404


class FolderEmptyError(WinnowError):
    """The folder is empty."""

    exit_code = 2
    http_status = 409


class PhotoNotFoundError(WinnowError):
    """The library does not know this photo."""

    exit_code = 2
    http_status = 404


class NotScoredError(WinnowError):
    """This photo has no score."""

    exit_code = 2
    http_status = 409


class NoDecisionToUndoError(WinnowError):
    """There is no decision to undo."""

    exit_code = 2
    http_status = 409


class NoDecisionToRedoError(WinnowError):
    """There is no decision to redo."""

    exit_code = 2
    http_status = 409


class SettingsError(WinnowError):
    """A setting is wrong."""

    exit_code = 2


class ProfileNotFoundError(WinnowError):
    """There is no such profile."""

    exit_code = 2
    http_status = 404


class ProfilesDamagedError(WinnowError):
    """The file of profiles cannot be read, and was left as it is."""

    exit_code = 2
    http_status = 409


class ProfilesUnwritableError(WinnowError):
    """The profile cannot be saved."""

    exit_code = 2


class ArgumentError(WinnowError, ValueError):
    """An argument is wrong."""

    exit_code = 2
    http_status = 422


class LibraryNotFoundError(WinnowError):
    """This folder has no library yet."""

    exit_code = 3
    http_status = 404


class LibraryBusyError(WinnowError):
    """Another winnow is rating into this library."""

    exit_code = 3
    http_status = 409


class LibraryReplacedError(WinnowError):
    """Another library lies in the place of this one."""

    exit_code = 3
    http_status = 409


class LibraryDamagedError(WinnowError):
    """The library's database is damaged."""

    exit_code = 3


class LibraryTooNewError(WinnowError):
    """This library was written by a newer winnow."""

    exit_code = 3


class LibraryReadOnlyError(WinnowError):
    """The library cannot be written."""

    exit_code = 3


class LibraryUnavailableError(WinnowError):
    """The library cannot be reached."""

    exit_code = 3
    http_status = 503


class DiskFullError(WinnowError):
    """The disk that holds the library is full."""

    exit_code = 3
    http_status = 507


class ModelNotFoundError(WinnowError):
    """There is no such model."""

    exit_code = 4


class ModelDamagedError(WinnowError):
    """The model file is damaged."""

    exit_code = 4


class ModelMismatchError(WinnowError):
    """The model does not fit this winnow."""

    exit_code = 4


class EngineFailedError(WinnowError):
    """The worker processes cannot be kept running."""

    exit_code = 5
    http_status = 503


class ModelFailedError(WinnowError):
    """The model failed while it ran."""

    exit_code = 5
    http_status = 503


class OvertakenError(WinnowError):
    """Decisions are being made here meanwhile: try again, nothing was decided."""

    exit_code = 3
    http_status = 409


class TargetBusyError(WinnowError):
    """Another winnow is exporting to this place."""

    exit_code = 5
    http_status = 409


class TargetUnwritableError(WinnowError):
    """The export cannot be written."""

    exit_code = 5


class TargetFullError(WinnowError):
    """There is no room for the export."""

    exit_code = 5
    http_status = 507


class JournalDamagedError(WinnowError):
    """The journal of an export is damaged."""

    exit_code = 5


class ExportIncompleteError(WinnowError):
    """Not everything could be exported."""

    exit_code = 5


class ExportNotFoundError(WinnowError):
    """There is no such export."""

    exit_code = 2
    http_status = 404


class ExportRunningError(WinnowError):
    """Another export is running."""

    exit_code = 5
    http_status = 409


class NothingToUndoError(WinnowError):
    """There is no move to undo here."""

    exit_code = 2
    http_status = 404


class SidecarDamagedError(WinnowError):
    """The sidecar is not understood, and was left as it is."""

    exit_code = 5
    http_status = 422


class SidecarUnwritableError(WinnowError):
    """The sidecar cannot be read or written."""

    exit_code = 5


class PageNotBuiltError(WinnowError):
    """The review page has not been built."""

    exit_code = 5
    http_status = 503


class AddressTakenError(WinnowError):
    """This address cannot be served."""

    exit_code = 2


class ScanRunningError(WinnowError):
    """A scan is running already."""

    exit_code = 3
    http_status = 409


class NoScanError(WinnowError):
    """There is no scan to stop."""

    exit_code = 2
    http_status = 409
