"""Python's own library and our wheel, unpacked before anything is imported from them.

Python imports this file while it starts. All that is there by then is built into the interpreter,
or lies beside this file. Packed together the modules take half of what a zip file of them does.
"""

import sys
from _lzma import LZMADecompressor
from posix import listdir, unlink

for name in listdir("/lib"):
    if name.endswith(".xz"):
        with open(f"/lib/{name}", "rb") as packed:
            content = LZMADecompressor().decompress(packed.read())
        with open(f"/lib/{name[:-3]}.zip", "wb") as archive:
            archive.write(content)
        unlink(f"/lib/{name}")
        sys.path.append(f"/lib/{name[:-3]}.zip")
        del packed, content, archive
del name
