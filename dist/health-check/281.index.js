export const id = 281;
export const ids = [281];
export const modules = {

/***/ 11281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   anchorsOf: () => (/* binding */ anchorsOf),
/* harmony export */   linksOf: () => (/* binding */ linksOf)
/* harmony export */ });
/* unused harmony export slug */
/* harmony import */ var markdown_it__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65251);

const markdown = new markdown_it__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A({ html: true, linkify: true });
/** All links and images of a document, as a reader would see them; code spans and fences hold none. */
function linksOf(text) {
    const found = [];
    for (const token of markdown.parse(text, {})) {
        const line = (token.map?.[0] ?? 0) + 1;
        for (const part of [token, ...(token.children ?? [])]) {
            const target = part.attrGet('href') ?? part.attrGet('src');
            if (typeof target === 'string' && target !== '')
                found.push({ target, line });
            if (part.type === 'html_inline' || part.type === 'html_block')
                found.push(...inHtml(part.content, line));
        }
    }
    return found;
}
function inHtml(html, line) {
    const attributes = html.matchAll(/<(?:a|img)\b[^<>]{0,2000}?\b(?:href|src)\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})')/gi);
    return [...attributes].map(([, double, single]) => ({ target: double ?? single ?? '', line }));
}
/** The anchors that GitHub makes of a document's headings, and those written as HTML. */
function anchorsOf(text) {
    const anchors = new Set();
    const tokens = markdown.parse(text, {});
    for (const [index, token] of tokens.entries()) {
        if (token.type === 'heading_open')
            add(anchors, slug(tokens[index + 1]?.children
                ?.map(({ type, content }) => (type === 'text' || type === 'code_inline' ? content : ''))
                .join('') ?? ''));
        const html = token.type === 'html_block'
            ? token.content
            : (token.children ?? [])
                .filter(({ type }) => type === 'html_inline')
                .map(({ content }) => content)
                .join('');
        for (const [, name] of html.matchAll(/\b(?:id|name)\s*=\s*["']([^"']{1,200})["']/gi))
            if (name)
                anchors.add(name.toLowerCase());
    }
    return anchors;
}
function add(anchors, base) {
    let name = base;
    for (let n = 1; anchors.has(name); n++)
        name = `${base}-${n}`;
    anchors.add(name);
}
/** GitHub's form: lower case, punctuation dropped, each space a hyphen. */
function slug(heading) {
    return heading
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
        .replace(/ /g, '-');
}


/***/ })

};
