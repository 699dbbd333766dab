"""A thousand strings that a person or a data set may hand to a text encoder, and some that nobody should."""

import random
import unicodedata

STRINGS = 1000
SEED = 20261125

BY_HAND = [
    "",
    " ",
    "\t\n\r ",
    "\u3000\u2003\u00a0",
    "a photo of a cat",
    "A Photo Of A DOG.",
    "it's a dog's life, they'll say; we've won, I'm sure, you'd know, they're here, isn't it",
    "  spaces   between\u00a0words\u3000and\u2003wide ones  ",
    "tabs\tand\nlines\r\nand\x0bothers\x0c",
    "12:45 3.14 1,000,000 007 2nd 50% #1 $9.99 1/2 -40°C",
    "0123456789" * 3,
    "!?#$%&/()=…—–«»‹›„“”‘’",
    "...",
    "----",
    "!!!???!!!",
    "?!",
    "'",
    '"quoted"',
    "(a) [b] {c} <d> ~e~ `f` ^g ^ |h| \\i\\ @j _k_ *l* +m= ;n",
    "snake_case __init__ kebab-case CamelCase",
    "un chat à gauche, deux œufs, naïve café, façade, Ærø, STRASSE Straße",
    "cafe\u0301 e\u0301 A\u030a Å \u212b a\u0308\u0323 a\u0323\u0308",
    "İstanbul ISPARTA ıI ŉ ǰ ẞ ﬁ ﬂ ﬃ ĳ Ǆ ſ",
    "ΟΔΥΣΣΕΥΣ ΣΑΣ Σ ΑΣ. ΑΣΑ σς",
    "一只红色的狗面向左边",
    "招牌上写着“开门”，时间是三点十五分。",
    "赤い犬が左を向いている　カタカナ ﾊﾝｶｸ ｶﾞｷﾞ",
    "빨간 개가 왼쪽을 보고 있다 \u1112\u1161\u11ab",
    "собака смотрит налево, ещё ёлка ЙЙ",
    "كلب أحمر ينظر إلى اليسار ﷺ لا ـــ",
    "שָׁלוֹם כלב אדום",
    "कुत्ता बाईं ओर देख रहा है",
    "สุนัขสีแดงหันซ้าย น้ำ",
    "🐶 🐱🐭 two 🍎🍎",
    "👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇩🇪 1️⃣ ☺ ☺️",
    "x\u200by zero\u200dwidth \ufeffmark \u00adsoft\u00ad \u2060join",
    "𝒜𝓃 𝔞𝔫𝔦𝔪𝔞𝔩 𐍈 𠮷野家",
    "ｆｕｌｌ ｗｉｄｔｈ １２３ ½ ² ③ Ⅳ ㎏ ㍿ ～ 〜 ~",
    "<|startoftext|> dog <|endoftext|>",
    "</s> dog <unk> cat <pad>",
    "dog</s>",
    "<bos> dog <eos>",
    "▁ a▁b ▁▁",
    "a</w>b </w>",
    "<0x41> <0x0A>",
    "http://example.org/a?b=c&d=e#f",
    "https://www.example.com/~user/index.html?q=%E7%8B%97 mailto:a.b+c@example.co.uk",
    "a\x00b\x01c\x1fd\x7fe\x80f\x9fg\x85h\x8di",
    "\ufffd \ufffe \uffff \ue000",
    "\u202eright to left\u202c \u200fx\u200ey \u061c",
    "Z̷͎͘a̸l̵g̶o̴ ͓̽t̸e̵x̴t̶",
    "dog " * 100,
    "supercalifragilisticexpialidocious" * 8,
    "狗" * 200,
    "🐶" * 100,
    "." * 300,
    "1" * 200,
    "é" * 150,
    "a" * 500,
    " a" * 63,
    " a" * 64,
    " a" * 76,
    "\n".join(["a photo of a cat"] * 30),
    "&amp; &lt;b&gt; &eacute; &#39; <br>",
    "#ff0000 rgb(255,0,0) 4K 8K 16:9 f/1.8 ISO100",
]
# fmt: off
WORDS = [
    "a", "an", "the", "photo", "picture", "of", "in", "on", "with", "two", "three", "cat", "dog", "bird", "car",
    "bus", "red", "blue", "green", "open", "closed", "door", "left", "right", "facing", "standing", "sitting",
    "looking", "up", "down", "behind", "under", "table", "window", "street", "animal", "person", "man", "woman",
    "child", "holding", "umbrella", "black", "white", "striped", "bright", "dark", "small", "large", "old", "new",
    "wooden", "metal", "glass", "round", "square", "upside", "from", "above", "Paris", "New", "York", "東京", "北京",
    "Москва", "القاهرة", "דוב", "서울", "Athens", "don't", "it's", "we'll", "3", "42", "1999", "7:30",
]
# fmt: on
URLS = ["http://", "https://", "www.", "ftp://"]
PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~…—–·•“”‘’«»¿¡§¶†‡，。！？；：「」『』（）、"
EMOJI = "🐶🐱🐭🍎🚲👍🏽🏿\u200d\ufe0f❤☀🇫🇷👩🚀🏳🌈"
MARKS = [chr(code) for code in range(0x300, 0x370)]
CONTROLS = [chr(code) for code in [*range(0x20), *range(0x7F, 0xA0)]]
BLOCKS = [
    (0x00A1, 0x024F),
    (0x0370, 0x03FF),
    (0x0400, 0x04FF),
    (0x05D0, 0x05EA),
    (0x0600, 0x06FF),
    (0x0900, 0x097F),
    (0x0E00, 0x0E7F),
    (0x1100, 0x11FF),
    (0x1E00, 0x1FFF),
    (0x2000, 0x206F),
    (0x2070, 0x218F),
    (0x2190, 0x22FF),
    (0x2460, 0x24FF),
    (0x2E80, 0x2FDF),
    (0x3000, 0x30FF),
    (0x3130, 0x318F),
    (0x3200, 0x33FF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFB00, 0xFDFF),
    (0xFE30, 0xFFEF),
    (0x1D400, 0x1D7FF),
    (0x1F300, 0x1FAFF),
]


def character(chance: random.Random) -> str:
    """Assigned characters only: what an unassigned one is differs between versions of Unicode."""
    while True:
        found = chr(chance.randint(*chance.choice(BLOCKS)))
        if unicodedata.category(found) not in ("Cn", "Cs"):
            return found


def made(chance: random.Random, kind: int) -> str:
    def words(most: int) -> list[str]:
        return [chance.choice(WORDS) for _ in range(chance.randint(1, most))]

    if kind == 0:
        return " ".join(words(14))
    if kind == 1:
        return " ".join(chance.choice((w, w.upper(), w.title(), w + "s")) for w in words(110))
    if kind == 2:
        return "".join(chance.choice((*PUNCTUATION, " ", chance.choice(WORDS))) for _ in range(chance.randint(1, 40)))
    if kind == 3:
        host = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz0123456789-.") for _ in range(chance.randint(3, 30)))
        return f"{chance.choice(URLS)}{host}/{'/'.join(words(4))}?{chance.choice(WORDS)}={chance.randint(0, 10**9)}"
    if kind == 4:
        return "".join(chance.choice((*EMOJI, " ")) for _ in range(chance.randint(1, 40)))
    if kind == 5:
        return "".join(
            c + "".join(chance.choice(MARKS) for _ in range(chance.randint(0, 3)))
            for c in " ".join(words(6))
        )
    if kind == 6:
        return "".join(chance.choice((chance.choice(CONTROLS), chance.choice(WORDS), " ")) for _ in range(chance.randint(1, 24)))
    if kind == 7:
        return "".join(str(chance.randint(0, 10**6)) + chance.choice(" ,.:-/%") for _ in range(chance.randint(1, 20)))
    return "".join(chance.choice((character(chance), character(chance), " ", "a")) for _ in range(chance.randint(1, 60)))


def strings() -> list[str]:
    chance = random.Random(SEED)
    found = list(dict.fromkeys(BY_HAND))
    while len(found) < STRINGS:
        text = made(chance, chance.choice((0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8)))
        if text not in found:
            found.append(text)
    return found
