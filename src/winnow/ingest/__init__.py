"""A folder to photos, and a photo to what can be measured.

    found       <- walk(folder)                   what is there: path, size, mtime; RAW + JPEG of one shot are one
    fingerprint <- fingerprint(folder, limits, found)  is it a picture, and which: SHA-256 of its content
    source      <- load(folder, fingerprint)      its bytes, read once
    image       <- decode(source)                 small, upright, sRGB; shared by all that look at pixels
    metadata    <- read_metadata(source)          what the camera wrote beside the pixels
    thumbnail   <- thumbnail(image)               a small JPEG

Nothing here writes, and originals are opened for reading only. A photo that cannot be used raises `UnscoreableError`
with a kind and a reason; decoders may also hang or kill their process, so `fingerprint` and all below it run in an
engine's workers.
"""
