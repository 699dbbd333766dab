r"""Records the token ids of a thousand strings, to hold the product's tokenizer to this one.

    python -m miniature.train.token_fixture --tokenizer WEIGHTS/miniature-clip.tokenizer.json \
        --corpus DIR

Captions, words put together at random, letters and signs of many scripts, over-long and empty.
"""

import argparse
import gzip
import json
import random
from pathlib import Path

from .agreement import FIXTURES
from .tokens import load_tokenizer

STRINGS = 1000
SEED = 5

BY_HAND = [
    "",
    " ",
    "\n\t ",
    "a",
    "A red DOG",
    "it's a dog's life, they'll say; we've won, I'm sure, you'd know, they're here, isn't it",
    "  spaces   between\u00a0words\u3000and\u2003wide ones ",
    "12:45 3.14 1,000,000 007",
    "!?#$%&/()=…—–«»",
    "un chat à gauche, deux œufs, naïve café, façade, Ærø, STRASSE Straße",
    "cafe\u0301 e\u0301 A\u030a Å \u212b",
    "İstanbul ISPARTA ıI ΟΔΥΣΣΕΥΣ ΣΑΣ",
    "一只红色的狗面向左边",
    "招牌上写着“开门”，时间是三点十五分。",
    "赤い犬が左を向いている　カタカナ ﾊﾝｶｸ",
    "빨간 개가 왼쪽을 보고 있다",
    "собака смотрит налево",
    "كلب أحمر ينظر إلى اليسار",
    "कुत्ता बाईं ओर देख रहा है",
    "สุนัขสีแดงหันซ้าย",
    "🐶 🐱🐭 two 🍎🍎",
    "👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇩🇪",
    "x\u200by zero\u200dwidth \ufeffmark",
    "𝒜𝓃 𝔞𝔫𝔦𝔪𝔞𝔩 𐍈 𠮷野家",
    "ｆｕｌｌ ｗｉｄｔｈ １２３ ½ ² ③ Ⅳ",
    "<|startoftext|> dog <|endoftext|>",
    "<|pad|>",
    "a</w>b </w>",
    "under_score snake_case __init__",
    "http://example.org/a?b=c&d=e#f",
    "a\x00b\x1fc\x7f",
    "dog " * 100,
    "supercalifragilisticexpialidocious" * 8,
    "狗" * 200,
    "🐶" * 100,
]
LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 '.,:;!?-_()\"/"
    "äöüßéèñçøåÄÖÜÉ狗猫红绿蓝左右上下あいうアイウ가나다жщыאבגابت"
    "🐶🍎🚲👍🏽\u200d\u0301\u0308 \u00a0\t\n"
)


def strings(captions: list[str]) -> list[str]:
    chance = random.Random(SEED)
    words = sorted({word for caption in captions for word in caption.split()})
    found = [*BY_HAND, *chance.sample(captions, 300)]
    while len(found) < STRINGS:
        if chance.random() < 0.5:
            some = [chance.choice(words) for _ in range(chance.randint(1, 70))]
            found.append(" ".join(chance.choice((w, w.upper(), w.title(), w + "s")) for w in some))
        else:
            found.append("".join(chance.choice(LETTERS) for _ in range(chance.randint(1, 80))))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    asked = parser.parse_args()
    tokenizer = load_tokenizer(asked.tokenizer)
    tokenizer.no_padding()
    captions: list[str] = []
    with (asked.corpus / "scenes.jsonl").open(encoding="utf8") as lines:
        for _, line in zip(range(2000), lines, strict=False):
            captions += json.loads(line)["captions"]
    lines_out = [
        json.dumps([string, tokenizer.encode(string).ids], separators=(",", ":"))
        for string in strings(sorted(set(captions)))
    ]
    packed = gzip.compress("\n".join(lines_out).encode("utf8"), 9, mtime=0)
    (FIXTURES / "tokens.jsonl.gz").write_bytes(packed)


if __name__ == "__main__":
    main()
