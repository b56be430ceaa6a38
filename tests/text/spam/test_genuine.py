"""Genuine texts as sites full of code, links and foreign names have them: nothing in them is sure."""

import pytest

from articles.text.spam import find_spam

TEXTS = {
    "a value of a setting, twice": """# Looking up names

* `order` chooses between families:
  * `ipv4first`: sets default `order` to `ipv4first`.
  * `verbatim`: sets default `order` to `verbatim`.

The default can be changed on the command line as well.
""",
    "rows of zeros and ones": "\n".join(
        ["The matrix has five rows.", "", "1 0 1 1 0 0 1 0 1 1", "0 1 1 0 1 0 0 1 1 0", "1 1 0 0 1 0 1 0 0 1"]
    ),
    "a letter of links in Chinese": "# 第十二期：慢一点的软件\n\n"
    + "".join(
        f"{i}、[{name}]({url})\n\n这一篇讲的是作者怎么把旧电脑用到第十年，文字很平实，图也不多。\n\n"
        for i, (name, url) in enumerate(
            (
                ("Small Computers", "https://one.example.org/small"),
                ("为什么离线也能写字", "https://two.example.net/a/12"),
                ("Paper Trails App", "https://three.example.com/paper"),
                ("Ink and Pixel 的取舍", "https://four.example.org/ink"),
                ("一个人的 Wiki 网站", "https://five.example.net/wiki"),
                ("Quiet Keys", "https://six.example.com/keys"),
                ("Slow Mail 视频", "https://seven.example.org/mail"),
            ),
            1,
        )
    ),
    "a name in Latin letters all over a Korean page": """# 빗물지도 소개

Rainmap은 동네의 빗물길을 기록하는 모임이다.

Rainmap의 지도는 누구나 고칠 수 있다. 오래된 배수구와 새로 난 길이 함께 적혀 있다.

Rainmap은 해마다 봄에 모인다. 작년에는 마흔두 사람이 왔다.

## Rainmap 찾아가기

모임은 구청 뒤 작은 방에서 열린다.
""",
    "a page of a manual in Japanese with menus in English": """<html>
<head><title>束縛の凍結 - The Heron Book</title></head>
<body>
<nav><ol><li>Introduction</li><li>Hello Heron</li><li>Variables and bindings</li><li>Types</li><li>Flow of control</li>
<li>Functions and methods</li><li>Modules and crates</li><li>Errors and how to handle them</li></ol>
<p>Press the arrow keys to navigate between chapters.</p></nav>
<main>
<h1>束縛の凍結</h1>
<p>データを同じ名前のイミュータブルな変数に束縛しなおすと、データは凍結されます。</p>
<pre><code>let heron = 7;</code></pre>
<p>凍結されたデータは、スコープを外れるまで変更できません。</p>
<h2>束縛の凍結と参照</h2>
<p>See also the chapter on scopes.</p>
</main>
</body>
</html>
""",
    "a list of books in several languages": """References

Hirano, S. (2018). パチンコの文化史. 東京: 灯書房.
Kowalski, P. (2020). Zakłady i miasto [Betting and the city]. Przegląd, 7, 55-70.
Sidorov, V. (2015). Казино и власть. Москва: Ключ.
Wu, L. 吴 (2012). 彩票与社会. Economic Papers, 5, 101-119.
""",
    "ways to reach a paper abroad": """How to reach the Harbour Post abroad

Hong Kong: WhatsApp +852 0000 0012
Taipei: LINE @harbourpost_tw
Shanghai: 微信 harbourpost
Moscow: Телеграм @harbour_ru

We answer within a day, more or less.
""",
    "spam in a block quotation": """The library's page on soup ended with words that nobody there had written:

> buy replica rolex swiss aaa | best copy watches free shipping

The librarian took it down within the hour.

Soup, she says, is to be had on Tuesdays.
""",
    "a heading in three languages": """News for neighbours

Welcome / Witamy / 欢迎

Kids' club - Klub dla dzieci - 儿童俱乐部
Saturdays, 10 to 12. Bring indoor shoes.

The library is closed on Monday.
""",
    "commands to type": """Building it

Get the sources first:

    git clone https://example.org/harbour/tide-tables.git
    cd tide-tables
    make check

Then read the notes on ports in the second chapter.
""",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_genuine_text_holds_nothing_sure(text: str) -> None:
    assert [text[one.start : one.end] for one in find_spam(text) if one.sure] == []
