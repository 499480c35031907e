"""Pictures that editors upload: opened in full, and saved anew without what the camera wrote.

A photograph carries the place and the time it was taken, and at times a name. Nobody who publishes
minutes means to tell that, and nobody sees it before it is too late; so it is taken away, and with
it whatever hides behind the end of the picture. The turn of the picture and its colours are kept.
Of a moving picture the first one is kept.
"""

import io
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from portal.base.refused import Refused

MAX_PIXELS = 30_000_000  # a third of a gigabyte while the picture is turned
JPEG_QUALITY = 92  # only for a picture that has to be turned
_FORMATS = ("PNG", "JPEG")
_ORIENTATION, _UPRIGHT = 0x0112, 1  # as EXIF has it


def saved_anew(content: bytes) -> bytes:
    """Return a picture without what was written about it. Raises Refused."""
    try:
        _verify(content)
        return _save(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Refused:
        raise
    except Exception as error:  # whatever a damaged file makes the library trip over
        raise Refused(
            _("The picture is damaged or not complete. Save it anew, and choose that.")
        ) from error


def _too_many_pixels() -> Refused:
    words = _("The picture is too large: make it smaller, at most %(number)d million pixels.")
    return Refused(words % {"number": MAX_PIXELS // 1_000_000})


def _verify(content: bytes) -> None:
    """Refuse a picture that is too large before any of it is unpacked, or that is damaged."""
    with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise _too_many_pixels()
        picture.verify()  # after which it has to be opened again


def _save(content: bytes) -> bytes:
    """Return the picture, written anew: a JPEG that stands upright as finely as it was."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
        picture.load()
        colours = picture.info.get("icc_profile")
        if picture.format == "PNG":
            ImageOps.exif_transpose(picture).save(out, "PNG", icc_profile=colours)
        elif picture.format == "JPEG" and picture.getexif().get(_ORIENTATION, 1) == _UPRIGHT:
            picture.save(out, "JPEG", icc_profile=colours, quality="keep", comment=b"")
        else:  # turned, or several pictures in one as some telephones make them
            how: dict[str, Any] = {"quality": JPEG_QUALITY, "comment": b""}
            ImageOps.exif_transpose(picture).save(out, "JPEG", icc_profile=colours, **how)
    return out.getvalue()
