"""A group that is left out of the training faces, or thinned: what a network misses without it.

Only training faces go; those to validate and to test with stay, so that what the network does to
the group can be measured. Which epoch is kept is decided as by somebody whose data lack the group:
by validation faces thinned alike, or the group would be looked after all the same. A model from it
is for comparison with one trained on all faces. Where all faces are thinned, the comparison says
what more of them would buy.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError
from engine.spec import THINNED, ModelSpec

if TYPE_CHECKING:
    from training.dataset.cache import ChipCache
    from training.dataset.split import Split

GroupKind = Literal["age", "gender", "group", "any"]

_SUFFIX = "-thinned"
_SPELLING = re.compile(
    r"((?P<kind>age|gender|group)=(?P<value>.+?)|any)(:(?P<share>\d+(\.\d+)?)%)?"
)
_AGES = re.compile(r"(?P<low>\d{1,3})(\+|-(?P<high>\d{1,3}))")
_GENDERS = {"male": 0.0, "female": 1.0}
_DRAW = 7  # of the chance in it, which is no other's


@dataclass(frozen=True, slots=True)
class Thinning:
    """A group of faces, and the ``share`` of them (0 to less than 1) that stays to train on.

    ``value`` is a range of ages ("60+", "20-39"), a gender label ("female", "male"), or the name of
    one of the data's own groups; of the kind "any", to which all faces belong, it is empty. Raises
    ``DataError`` for anything else.
    """

    kind: GroupKind
    value: str
    share: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.share < 1:
            raise DataError(
                "Of a group that is thinned, less than 100 % must stay.",
                received=f"{100 * self.share:g} %",
            )
        if self.kind == "gender" and self.value not in _GENDERS:
            raise DataError("A gender to be thinned is spelt female or male.", received=self.value)
        if self.kind == "any" and self.value:
            raise _misspelt(f"any={self.value}")
        if self.kind == "age":
            low, high = self._ages()
            if low > high:
                raise DataError(
                    "A range of ages to be thinned must not end before it begins.",
                    received=self.value,
                )

    @classmethod
    def parse(cls, text: str) -> Thinning:
        """A thinning as ``str`` spells it: "age=60+:10%", "gender=female:0%", "any:25%".

        Without a share nothing stays. Raises ``DataError`` for another spelling.
        """
        found = _SPELLING.fullmatch(text.strip())
        if found is None:
            raise _misspelt(text)
        share = float(found["share"] or 0) / 100
        return cls(cast(GroupKind, found["kind"] or "any"), found["value"] or "", share)

    def __str__(self) -> str:
        group = "any" if self.kind == "any" else f"{self.kind}={self.value}"
        return f"{group}:{100 * self.share:g}%"

    def members(self, cache: ChipCache) -> NDArray[np.bool_]:
        """Which faces of a cache belong to the group, (N,)."""
        if self.kind == "any":
            return np.ones(len(cache.ages), dtype=np.bool_)
        if self.kind == "age":
            low, high = self._ages()
            years = np.floor(cache.ages)  # of an interval its middle; NaN lies in no range
            aged: NDArray[np.bool_] = (years >= low) & (years <= high)
            return aged
        if self.kind == "gender":
            found: NDArray[np.bool_] = cache.genders == _GENDERS[self.value]
            return found
        named: NDArray[np.bool_] = np.asarray(cache.groups) == self.value
        return named

    def thin(self, split: Split, cache: ChipCache, *, seed: int) -> Split:
        """The same parts with fewer faces of the group to train on; the same for the same seed.

        Of two shares, the smaller one's faces are among those of the larger. Raises ``DataError``
        if no training face belongs to the group, or none is left to train on.
        """
        train = self.staying(split.train, cache, seed=seed)
        if len(train) == len(split.train) and not self.members(cache)[split.train].any():
            raise DataError(
                "No training face belongs to the group that is to be thinned.", received=self
            )
        if not len(train):
            raise DataError("Without this group there is no face left to train on.", received=self)
        return replace(split, train=train)

    def staying(self, rows: NDArray[np.int64], cache: ChipCache, *, seed: int) -> NDArray[np.int64]:
        """Those of some rows of a cache that stay, in their order."""
        inside = self.members(cache)[rows]
        group = rows[inside]
        order = np.random.default_rng((seed, _DRAW)).permutation(len(group))
        stays = group[order[: round(self.share * len(group))]]
        return np.sort(np.concatenate([rows[~inside], stays]))

    @property
    def words(self) -> str:
        """What is done to the group, for a title: "with 10 % of faces labelled female"."""
        how = f"with {100 * self.share:g} % of" if self.share else "without"
        return f"{how} {self.group_words}"

    @property
    def group_words(self) -> str:
        """What to call the group: "faces labelled female", "faces aged 60+"."""
        if self.kind == "any":
            return "faces of any kind"
        if self.kind == "age":
            return f"faces aged {self.value}"
        return f"faces {'labelled' if self.kind == 'gender' else 'of the group'} {self.value}"

    def _ages(self) -> tuple[float, float]:
        """First and last year of the range."""
        found = _AGES.fullmatch(self.value)
        if found is None:
            raise DataError("Ages to be thinned are spelt 60+ or 20-39.", received=self.value)
        return float(found["low"]), float(found["high"] or math.inf)


def thinning_of(spec: ModelSpec) -> Thinning | None:
    """What a model was shown less of; ``None`` for one that learned from all faces."""
    facts = spec.training.get(THINNED)
    if not isinstance(facts, Mapping):
        return None
    try:
        return Thinning.parse(str(facts.get("group")))
    except DataError:  # a later version's, or somebody's own
        return None


def variant(architecture: str, *, thinned: bool) -> str:
    """What tells the networks of a run apart: "combined", or "combined-thinned"."""
    return f"{architecture}{_SUFFIX}" if thinned else architecture


def parted(name: str) -> tuple[str, bool]:
    """The architecture of a variant, and whether it learns from a thinned set."""
    return name.removesuffix(_SUFFIX), name.endswith(_SUFFIX)


def _misspelt(text: str) -> DataError:
    return DataError(
        "A group to be thinned is spelt age=60+:10%, gender=female:10% or group=NAME:10%, and "
        "faces of any kind any:10%, where the share is what stays.",
        received=text,
    )
