"""What every part of a pack is made of: strict types, and a base that is frozen and knows no field it was not told of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Score = Annotated[int, Field(ge=0, le=1000, strict=True)]
Days = Annotated[int, Field(ge=1, le=3660, strict=True)]
ClauseId = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*-[A-Z0-9-]+$", max_length=24)]
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Line = Annotated[str, Field(min_length=1, max_length=300)]


class Part(BaseModel):
    """A part of a pack: never changed once read, and a field we do not know is an error, not a shrug."""

    model_config = ConfigDict(frozen=True, extra="forbid")
