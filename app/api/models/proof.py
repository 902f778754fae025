"""Where the picture of a transfer is to be uploaded to (NOTES section 8)."""

from __future__ import annotations

from app.api.models.base import NeededUrl, PersonalModel


class ProofUpload(PersonalModel):
    """A place for one file. `upload_url` lets anyone write there, so its `repr` shows nothing of it."""

    file_url: NeededUrl
    """What the order is told once the file is there."""
    upload_url: NeededUrl
    """Where to PUT the file; it may expire."""
