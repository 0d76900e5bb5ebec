"""The paper's typeface, cut from Noto Serif SC to what official papers print. Run only to renew src/ronghe/lib/fonts.

    npm pack @expo-google-fonts/noto-serif-sc && tar xzf expo-google-fonts-noto-serif-sc-*.tgz
    python3 -m venv cutter && cutter/bin/pip install fonttools
    cutter/bin/python scripts/subset_fonts.py package src/ronghe/lib/fonts

Made with version 0.4.3 of the package and fonttools 4.68. The regular face keeps all of GBK and the characters that the
table of general standard Chinese characters (通用规范汉字表) has beyond the basic block, because people's names need
them; the bold face, for headings, keeps GB 2312. A character that the bold face lacks is taken from the regular one.
"""

import sys
from pathlib import Path

from fontTools import subset

OWNER = "Copyright (c) 2017-2024 Adobe (http://www.adobe.com/). Noto is a trademark of Google Inc."  # as the faces say

FACES = {  # file → (where the package has it, the code page it keeps, rare characters too?)
    "NotoSerifSC-Regular.ttf": ("400Regular/NotoSerifSC_400Regular.ttf", "gbk", True),
    "NotoSerifSC-Bold.ttf": ("700Bold/NotoSerifSC_700Bold.ttf", "gb2312", False),
}
LETTERS = [  # Latin letters, punctuation, symbols, circled numbers, full-width forms
    (0x20, 0x24F), (0x2000, 0x22FF), (0x2460, 0x24FF), (0x3000, 0x302F), (0xFF00, 0xFFEF),
]  # fmt: skip
RARE = [(0x9FA6, 0x9FFF), (0x20000, 0x2F7FF)]
RARE_OF_EXTENSION_A = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠"
    "䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl"]
TABLES = ["vhea", "vmtx", "BASE", "STAT", "prep", "gasp"]  # vertical setting, variations, hinting


def code_page(codec):
    """Every character of a two-byte code page."""
    pairs = (bytes([high, low]) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    return {ord(letter) for pair in pairs for letter in pair.decode(codec, "ignore") if ord(letter) > 0x7F}


def cut(source, target, codec, with_rare):
    """`target` is `source` with only these characters in it, without hinting."""
    options = subset.Options(hinting=False, layout_features=FEATURES, notdef_outline=True, name_IDs=["*"])
    options.drop_tables += TABLES
    ranges = LETTERS + (RARE if with_rare else [])
    wanted = code_page(codec) | {code for first, last in ranges for code in range(first, last + 1)}
    wanted |= set(map(ord, RARE_OF_EXTENSION_A)) if with_rare else set()
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted & set(font.getBestCmap()))
    cutter.subset(font)
    subset.save_font(font, target, options)


def main(package, folder):
    for name, (source, codec, with_rare) in FACES.items():
        cut(package / source, folder / name, codec, with_rare)
    licence = (package / "LICENSE_FONT").read_text("utf-8").split("\n", 1)[1]
    (folder / "OFL.txt").write_text(f"{OWNER}\n{licence}", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
