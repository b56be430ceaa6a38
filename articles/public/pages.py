"""From a template to a finished page of the site."""

from articles.public.site import absolute, href, site
from articles.public.templates import render
from articles.public.types import PageBytes
from articles.public.write import finish

# Pages of one thing, which has a page at the desk under the same address behind /desk.
TWINS = ("article", "claim", "source", "tag")


def desk_of(path: str, template: str) -> str:
    """The desk's page of what is shown at `path` (decoded), percent-encoded; its front for what has none."""
    return f"/desk{href('/'.join(path.split('/')[:3]))}/" if template in TWINS else "/desk/"


def html_page(
    path: str,
    template: str,
    context: dict,
    *,
    title: str,
    status: int = 200,
    canonical: str = "",
    **page: object,
) -> PageBytes:
    """Render `templates/public/TEMPLATE.html` to the page of `path`.

    `canonical` is a decoded path, by default the page's own. `page` takes description, section, kind,
    published, modified, noindex and image, as `templates.PAGE` names them.
    """
    url = absolute(canonical or path) if status == 200 else ""
    described = {"title": title, "url": url, "desk": desk_of(path, template), **page}
    body = render(template, site=site(), page=described, context=context)
    return finish(path, body, status=status)
