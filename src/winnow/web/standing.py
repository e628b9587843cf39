"""What stands on the light table: the log as far as it was heard, and the view that it gives."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from winnow.curation.ledger import Ledger
from winnow.web.view import Change, Outcome, View
from winnow.workflows.desk import after

if TYPE_CHECKING:
    from winnow.curation.ledger import Effect
    from winnow.domain.decision import Act
    from winnow.workflows.desk import Desk


class Standing:
    """A ledger with its view. Changed by one thread at a time; any may take the `view`, which itself never changes."""

    def __init__(self, desk: Desk) -> None:
        """Begin with a desk, and no act."""
        self.ledger = Ledger(())
        self.view = View(desk, 0, "")
        self._nonce = secrets.token_hex(3)
        self._turn = 0

    def hear(self, act: Act) -> Outcome:
        """Take in the next act of the log; what it did."""
        effect = self.ledger.effect(act)
        self._show(after(self.view.desk, self.ledger, effect.about), self.view.reading)
        return self._outcome(act, effect)

    def told_again(self, act_id: int) -> Outcome:
        """What an act did that was heard already."""
        act = self.ledger.find(act_id)
        return self._outcome(act, self.ledger.effect_again(act))

    def lay(self, desk: Desk, ledger: Ledger, reading: int, *, grouped: bool, missing: int) -> None:
        """Let what was read of the library stand here from now on."""
        self.ledger = ledger
        self._show(desk, reading, rated=True, grouped=grouped, missing=missing)

    def renew(self) -> None:
        """Let the same stand under another revision: what is worked out bit by bit is whole now."""
        self._show(self.view.desk, self.view.reading)

    def _outcome(self, act: Act, effect: Effect) -> Outcome:
        here = self.view.desk.album.place_of
        marks = ((photo, was, now) for photo, (was, now) in effect.marks.items() if photo in here)
        changes = tuple(Change(photo, was, now) for photo, was, now in marks if was != now)
        return Outcome(act, effect.about, effect.took_back, changes, self.view)

    def _show(self, desk: Desk, reading: int, **facts: object) -> None:
        self._turn += 1
        ledger = self.ledger
        newest = ledger.acts[-1] if ledger.acts else None
        plain = newest is not None and newest.undoes is None
        self.view = replace(
            self.view,
            desk=desk,
            reading=reading,
            revision=f"{self._nonce}-{self._turn}",
            newest=ledger.newest,
            can_undo=plain or ledger.to_undo() is not None,
            can_redo=not plain and ledger.to_redo() is not None,
            **facts,  # type: ignore[arg-type] # of the view
        )
