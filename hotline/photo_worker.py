"""A photo re-encoded, in a process of its own: what hides in a file can at worst end this process.

Called as a script, with nothing but the standard library and Pillow:
``photo_worker.py <arrived> <result> <pixels> <side> <bytes> <seconds>``.
It prints one line of JSON: ``{"width", "height"}`` of the result, or ``{"refused": reason}``.
"""

import json
import os
import resource
import sys
import warnings
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 85


def limit(memory: int, seconds: int) -> None:
    """Nothing this process does may take more: bytes of memory and of one file, seconds of processor time."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64_000_000, 64_000_000))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def reencode(arrived: str, result: str, pixels: int, side: int) -> dict[str, Any]:
    """Write the photo anew as a JPEG: its first frame, upright, no larger than ``side``, with no metadata at all."""
    Image.MAX_IMAGE_PIXELS = pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(arrived, formats=FORMATS) as image:
            image.verify()
        with Image.open(arrived, formats=FORMATS) as image:
            if image.width * image.height > pixels:
                return {"refused": "pixels"}
            image.draft("RGB", (side, side))
            plain = _plain(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return {"refused": "pixels"}
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError):
        # What Pillow raises for a file that is none of these or is cut off.
        return {"refused": "damaged"}
    plain.thumbnail((side, side), Image.Resampling.LANCZOS)
    plain.save(result, "JPEG", quality=QUALITY, optimize=True)
    return {"width": plain.width, "height": plain.height}


def _plain(image: Image.Image) -> Image.Image:
    """Pixels and nothing else; what is transparent becomes white."""
    image.seek(0)
    upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        over = upright.convert("RGBA")
        paper = Image.new("RGBA", over.size, "white")
        paper.alpha_composite(over)
        upright = paper
    pixels = upright.convert("RGB")
    bare = Image.new("RGB", pixels.size)
    bare.paste(pixels)
    return bare


def main(given: list[str]) -> None:
    arrived, result = given[0], given[1]
    pixels, side, memory, seconds = (int(each) for each in given[2:6])
    os.umask(0o077)
    limit(memory, seconds)
    print(json.dumps(reencode(arrived, result, pixels, side)))


if __name__ == "__main__":
    main(sys.argv[1:])
