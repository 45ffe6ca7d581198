# ruff: noqa: E501 - saved pages have long lines
"""Pages as sites save them, made around one essay of our own; `STYLES` names seven and more kinds.

What stands in CHROME or READERS must never come through; what stands in the essay must, whole.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from html import escape

TITLE = "The Second Cup"
PRACTICE = "This week, pour the second cup before you ask your question."
OPENING = [
    (
        "My aunt ran a café by a bus station for thirty years, and she had a rule about couples. She never brought "
        "the bill while one of them was talking with their hands."
    ),
    (
        "“Wait,” she would say. “They're not done with the first thing yet.” She had noticed that people who "
        "quarrel over money, or his brother, or the car keys, are mostly quarrelling about the first thing, which is older."
    ),
    "What is the first thing? It differs. Often it is one of these:",
]
ITEMS = [
    "I called you and you didn't come.",
    "You came, but you were looking at something else.",
    "Nobody asked me, and it was decided.",
]
MIDDLE = [
    "None of the three can be paid off with car keys. That is why the talk about keys gets so long.",
    "A regular once told her:",
]
QUOTE = "We fought about the heating for a winter. In March I found out he'd thought I was planning to leave."
CLOSING = [
    (
        "So it helps to stop in the middle, which feels rude, and to pour something. Comments about who is right can "
        "wait. Then ask about the first thing, in about six words: “Is this still about that evening?”"
    ),
    (
        "It won't always be. Sometimes keys are keys. But you'll have asked, and the other one will have heard that "
        "you wanted to know. By evening it may even be a small thing again."
    ),
    PRACTICE,
]
GOLD = " ".join([*OPENING, *ITEMS, *MIDDLE, QUOTE, *CLOSING])

CHROME = [
    "Shopping Cart View Cart",
    "(555) 010-4477",
    "Contact Maren",
    "Skip to content",
    "Share this:",
    "Leave a Reply",
    "Your email address will not be published. Required fields are marked *",
    "Notify me of follow-up comments by email.",
    "Powered by Inkwell",
    "Related Posts",
    "Ten Ways To Love Your Kettle",
    "Subscribe to our newsletter",
    "© 2019 Maren Tolle. All rights reserved.",
]
READERS = [
    "This made me cry on the tram, thank you so much for writing it!",
    "I disagree, my husband would just drink the second cup and say nothing at all.",
]


def _paragraphs(texts: list[str], tag: str = "p") -> str:
    return "\n".join(f"<{tag}>{escape(text, quote=False)}</{tag}>" for text in texts)


def _list() -> str:
    return "<ul>" + "".join(f"<li>{escape(item, quote=False)}</li>" for item in ITEMS) + "</ul>"


def _essay(tag: str = "p") -> str:
    quote = f"<blockquote><p>{QUOTE}</p></blockquote>"
    return "\n".join(
        [_paragraphs(OPENING, tag), _list(), _paragraphs(MIDDLE, tag), quote, _paragraphs(CLOSING, tag)]
    )


def wordpress() -> str:
    readers = "".join(
        f'<li class="comment"><cite class="fn">Reader {n}</cite> <a href="#">May {n}, 2019 at 8:0{n} am</a><p>{text}</p>'
        '<a class="comment-reply-link">Reply</a></li>'
        for n, text in enumerate(READERS, 1)
    )
    return f"""<!DOCTYPE html><html><head><title>{TITLE} – Kettle &amp; Kin</title>
<meta property="og:title" content="{TITLE}"/></head><body class="post-template single has-sidebar">
<a class="skip-link screen-reader-text" href="#content">{CHROME[3]}</a>
<header id="masthead"><p class="site-title"><a href="/">Kettle &amp; Kin</a></p>
<nav><ul><li>Home</li><li>About</li><li>Shop</li><li>{CHROME[2]}</li></ul></nav></header>
<div id="content"><main><article class="post hentry"><h1 class="entry-title">{TITLE}</h1>
<div class="entry-meta">Posted on <time>May 2, 2019</time> by <a>Maren Tolle</a></div>
<div class="entry-content">{_essay()}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">{CHROME[4]}</h3><ul><li>Twitter</li><li>Facebook</li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>{CHROME[9]}</h3><p>{CHROME[10]}</p></div></div>
<footer class="entry-footer">Posted in Tea | Tagged listening</footer></article>
<nav class="navigation post-navigation"><h2 class="screen-reader-text">Post navigation</h2><div class="nav-links">
<div class="nav-previous"><a>Previous post: The Bus That Waited</a></div><div class="nav-next"><a>Next post: Salt in the Wrong Jar</a></div></div></nav>
<div id="comments" class="comments-area"><h2>2 thoughts on “{TITLE}”</h2><ol>{readers}</ol>
<div id="respond"><h3>{CHROME[5]}</h3><form><p>{CHROME[6]}</p><p>{CHROME[7]}</p></form></div></div></main>
<aside class="widget-area"><h2>{CHROME[11]}</h2><ul><li>{CHROME[10]}</li></ul></aside></div>
<footer><p>{CHROME[12]}</p><p>{CHROME[8]}</p></footer></body></html>"""


def blogger() -> str:
    body = "<br /><br />".join(
        [
            *OPENING,
            "<br />".join(f"• {item}" for item in ITEMS),
            *MIDDLE,
            f"<blockquote>{QUOTE}</blockquote>",
            *CLOSING,
        ]
    ).replace("<br />• ", "<br /><br />• ")
    readers = "".join(
        f'<div class="comment-block"><p class="comment-content">{text}</p></div>' for text in READERS
    )
    return f"""<html><head><title>Kettle and Kin: {TITLE}</title></head><body>
<div class='navbar section'><div>{CHROME[3]}</div></div><div class='header-outer'><h1 class='title'>Kettle and Kin</h1></div>
<div class='main-outer'><div class='blog-posts hfeed'><h2 class='date-header'><span>Thursday, May 2, 2019</span></h2>
<div class='post hentry'><h3 class='post-title entry-title'>{TITLE}</h3>
<div class='post-body entry-content'><div style='text-align: left;'>{body}</div></div>
<div class='post-footer'><span>Posted by Maren at 8:14 AM</span> <div class='post-share-buttons'><a>Email This</a><a>BlogThis!</a></div>
<span class='post-labels'>Labels: tea, listening</span></div></div>
<div class='comments' id='comments'><h4>2 comments:</h4>{readers}<p class='comment-footer'>Post a Comment</p></div>
<div class='blog-pager'><a>Newer Post</a><a>Older Post</a><a>Home</a></div></div></div>
<div class='sidebar section'><h2>Blog Archive</h2><ul><li>{CHROME[10]}</li></ul></div><div>{CHROME[12]}</div></body></html>"""


def tables() -> str:
    return f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=windows-1252">
<TITLE>{TITLE}</TITLE></HEAD><BODY bgcolor=white><TABLE width=760 border=0><TR><TD colspan=2><FONT size=6>Maren Tolle</FONT>
<BR>{CHROME[0]}<BR><BR>{CHROME[1]}</TD></TR><TR><TD width=140 valign=top><A href="i.html">Home</A><BR><BR><A href="b.html">Books</A><BR><BR>
<A href="c.html">{CHROME[2]}</A></TD><TD valign=top><H2>{TITLE}</H2>
{_essay()}
<HR><P><B>Next Gem</B><BR><BR><A href="n.html">Salt in the Wrong Jar</A></P><P><B>Previous Gem</B><BR><BR><A href="p.html">The Bus That Waited</A></P>
<H3>2 Responses</H3><OL><LI><P>May 3, 2019</P><P>{READERS[0]}</P></LI><LI><P>May 4, 2019</P><P>{READERS[1]}</P></LI></OL>
<P>{CHROME[7]}</P></TD></TR><TR><TD colspan=2><CENTER>{CHROME[12]}</CENTER></TD></TR></TABLE></BODY></HTML>"""


def squarespace() -> str:
    halves = _essay().split("<ul>")
    return f"""<!doctype html><html><head><title>{TITLE} — Kettle &amp; Kin</title><meta property="og:title" content="{TITLE} — Kettle &amp; Kin"/>
<script>var Static = {{"cart": "{CHROME[0]}"}};</script></head><body id="collection-5c" class="has-cart-icon">
<div class="sqs-announcement-bar-dropzone"></div><header><div class="header-nav">Classes</div><div class="sqs-cart-dropzone">Cart (0)</div></header>
<main><section class="page-section"><div class="content-wrapper"><article class="h-entry"><div class="blog-item-title"><h1>{TITLE}</h1></div>
<div class="blog-item-meta-wrapper"><time>May 2</time> <span>Written by <a>Maren Tolle</a></span></div>
<div class="sqs-layout sqs-grid-12"><div class="sqs-block html-block"><div class="sqs-block-content">{halves[0]}</div></div>
<div class="sqs-block html-block"><div class="sqs-block-content"><ul>{halves[1]}</div></div></div>
<div class="blog-item-comments"><h3>Comments (2)</h3><p>{READERS[0]}</p><p>{READERS[1]}</p></div></article>
<section class="item-pagination" id="itemPagination"><a><div class="item-pagination-prev-next">Previous</div><h2>The Bus That Waited</h2></a>
<a><div>Next</div><h2>Salt in the Wrong Jar</h2></a></section></div></section></main>
<footer class="sections"><p>{CHROME[11]}</p><p>{CHROME[12]}</p></footer></body></html>"""


def divs() -> str:
    """A home-made page: no paragraph is marked as one, and the whole menu is in plain divs."""
    return f"""<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><div id="top"><div>Home | Books | Contact</div><div>{CHROME[0]}</div></div>
<div id="middle"><div id="words"><div class="t"><b>{TITLE}</b></div><div>by Maren Tolle</div>{_essay("div")}</div>
<div id="r"><div>Related Posts</div><div>{CHROME[10]}</div></div></div><div id="end"><div>{CHROME[12]}</div><div>{CHROME[1]}</div></div></body></html>"""


def dump() -> str:
    lines = ["Shopping Cart View Cart", CHROME[1], "Email Maren", CHROME[2], "Close this window", TITLE]
    lines += [*OPENING, *(f"  • {item}" for item in ITEMS), *MIDDLE, QUOTE, *CLOSING]
    lines += ["Next Gem\nSalt in the Wrong Jar\nPrevious Gem\nThe Bus That Waited", "2 Responses"]
    lines += [f"  {n}. May 0{n}, 2019\n\n    {text}" for n, text in enumerate(READERS, 1)]
    return "\n\n".join([*lines, f"Comments? Questions? Write to me.\n\n{CHROME[7]}"])


def wrapped() -> str:
    """A text saved by a reader mode that breaks lines at 72."""
    lines = [f"{TITLE}\n{'=' * len(TITLE)}", "By Maren Tolle, May 2, 2019"]
    lines += [textwrap.fill(text, 72) for text in OPENING]
    lines += ["\n".join(f"  * {item}" for item in ITEMS)]
    lines += [textwrap.fill(text, 72) for text in MIDDLE]
    lines += [textwrap.fill(QUOTE, 70, initial_indent="> ", subsequent_indent="> ")]
    return "\n\n".join(
        [*lines, *(textwrap.fill(text, 72) for text in CLOSING), "Leave a comment", READERS[0], CHROME[12]]
    )


def markdown() -> str:
    quote = f"> {QUOTE}"
    items = "\n".join(f"- {item}" for item in ITEMS)
    body = [*OPENING, items, *MIDDLE, quote, *CLOSING[:1], *CLOSING[1:]]
    body[1] = body[1].replace("the first thing, which", "*the first thing*, which")
    front = f'---\ntitle: "{TITLE}"\ndate: 2019-05-02\ntags: [tea, listening]\n---\n'
    links = "[← Previous: The Bus That Waited](bus.md)\n\n[Next: Salt in the Wrong Jar →](salt.md)"
    return "\n\n".join(
        [
            front,
            f"# {TITLE}",
            *body,
            links,
            "## Comments",
            READERS[0],
            f"Subscribe to [our letter](x.md)\n\n{CHROME[12]}",
        ]
    )


def inside() -> str:
    """Readers' comments in the same element as the essay."""
    readers = "".join(f'<div class="comment"><b>Ann</b><p>{text}</p><a>Reply</a></div>' for text in READERS)
    return f"""<html><head><title>{TITLE} | Kettle</title></head><body><nav><a>Home</a></nav><article><h1>{TITLE}</h1>
{_essay()}<section class="comments"><h3>Comments (2)</h3>{readers}</section></article></body></html>"""


def letter() -> str:
    """A newsletter's page, with its form in the middle of the essay."""
    form = f'<div class="subscription-widget-wrap"><p>{CHROME[11]}</p><form><button>Go</button></form></div>'
    return f"""<html><head><title>{TITLE} - Kettle Letters</title></head><body><div class="main-menu">Kettle Letters</div>
<article><h1 class="post-title">{TITLE}</h1><div class="body markup">{_essay().replace("<blockquote>", form + "<blockquote>")}
</div></article><div class="comments-page"><h4>Discussion about this post</h4><p>{READERS[0]}</p></div></body></html>"""


def spans() -> str:
    """No paragraph anywhere."""
    essay = _essay().replace("<p>", '<div class="r"><span>').replace("</p>", "</span></div>")
    return f"""<html><head><title>{TITLE}</title></head><body><div id="SITE_HEADER"><span>{CHROME[0]}</span></div>
<div id="post"><h1><span>{TITLE}</span></h1>{essay}</div><div id="SITE_FOOTER"><span>{CHROME[12]}</span></div></body></html>"""


# A style: its file's name, the page, and whether links of a series stand in it.
STYLES: dict[str, tuple[Callable[[], str], bool]] = {
    "wordpress.html": (wordpress, True),
    "blogger.html": (blogger, False),
    "tables.htm": (tables, True),
    "squarespace.html": (squarespace, True),
    "divs.html": (divs, False),
    "inside.html": (inside, False),
    "letter.html": (letter, False),
    "spans.html": (spans, False),
    "dump.txt": (dump, True),
    "wrapped.txt": (wrapped, False),
    "markdown.md": (markdown, True),
}
