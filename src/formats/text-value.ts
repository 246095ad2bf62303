/**
 * A field's text as people read it: C0 controls other than tab and line feed dropped, character references
 * decoded once, spaces around it cut. Inline markup that carries meaning (`<i>`, `<sub>`) stays as the source
 * wrote it; JATS and paragraph tags, which are about layout, become line breaks or nothing.
 */
export function cleanText(text: string): string {
  let clean = text
  if (controls.test(clean)) clean = clean.replace(allControls, '')
  if (clean.includes('<')) clean = withoutTags(clean, layoutTag)
  if (clean.includes('&')) {
    clean = decodeEntities(clean)
    // Crossref's abstracts come with their tags escaped.
    if (clean.includes('<')) clean = withoutTags(clean, jatsTag)
  }
  return clean.trim()
}

/** The same on one line: for titles, journals and everything that is not prose. */
export function cleanLine(text: string): string {
  const clean = cleanText(text)
  return /[\n\t]|\s\s/.test(clean) ? clean.replace(/\s+/g, ' ') : clean
}

/** What a reader would take for a character reference, written as text. */
export const protectEntities = (text: string): string =>
  text.includes('&') ? text.replace(/&(?=#?\w{1,31};)/g, '&amp;') : text

/** Undoes `cleanText` for a writer: references and layout tags that stand in the text are written as text. */
export const protectText = (text: string): string =>
  text.includes('<')
    ? protectEntities(text).replace(layoutTag, (tag) => `&lt;${tag.slice(1)}`)
    : protectEntities(text)

// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/
// eslint-disable-next-line no-control-regex
const allControls = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/** Character references decoded once: `&amp;lt;` becomes `&lt;`. Unknown names stay. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,30}));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return namedEntities.get(name as string) ?? whole
      const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal)
      const isCharacter =
        code === 9 || code === 10 || (code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff))
      return isCharacter ? String.fromCodePoint(code) : whole
    },
  )
}

/** Attributes are asked for in full, or "y <p and z> 3" would lose its middle. */
const attributes = String.raw`(?:\s{1,9}[\w:.-]{1,40}\s{0,9}=\s{0,9}(?:"[^"<>]{0,300}"|'[^'<>]{0,300}'))*\s{0,9}/?>`
const layoutTag = new RegExp(`</?(?:jats:[a-z-]+|p|br|div|span|AbstractText)${attributes}`, 'g')
const jatsTag = new RegExp(`</?jats:[a-z-]+${attributes}`, 'g')

function withoutTags(text: string, tags: RegExp): string {
  if (text.search(tags) === -1) return text
  return text
    .replace(tags, (tag) =>
      /^<(?:\/?(?:jats:)?(?:p|sec)|br|\/(?:jats:)?title|\/div)\b/.test(tag) ? '\n' : '',
    )
    .replace(/[ \t]*\n[ \t]*(?:\n[ \t]*)*/g, '\n')
}

export const namedEntities: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00A0',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    sbquo: '‚',
    bdquo: '„',
    hellip: '…',
    bull: '•',
    middot: '·',
    deg: '°',
    plusmn: '±',
    times: '×',
    divide: '÷',
    micro: 'µ',
    para: '¶',
    sect: '§',
    copy: '©',
    reg: '®',
    trade: '™',
    euro: '€',
    pound: '£',
    yen: '¥',
    cent: '¢',
    laquo: '«',
    raquo: '»',
    lsaquo: '‹',
    rsaquo: '›',
    iexcl: '¡',
    iquest: '¿',
    szlig: 'ß',
    shy: '\u00AD',
    ensp: '\u2002',
    emsp: '\u2003',
    thinsp: '\u2009',
    minus: '−',
    le: '≤',
    ge: '≥',
    ne: '≠',
    asymp: '≈',
    infin: '∞',
    prime: '′',
    Prime: '″',
    frac12: '½',
    frac14: '¼',
    frac34: '¾',
    sup1: '¹',
    sup2: '²',
    sup3: '³',
    ordf: 'ª',
    ordm: 'º',
    larr: '←',
    rarr: '→',
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    epsilon: 'ε',
    zeta: 'ζ',
    eta: 'η',
    theta: 'θ',
    iota: 'ι',
    kappa: 'κ',
    lambda: 'λ',
    mu: 'μ',
    nu: 'ν',
    xi: 'ξ',
    omicron: 'ο',
    pi: 'π',
    rho: 'ρ',
    sigma: 'σ',
    tau: 'τ',
    upsilon: 'υ',
    phi: 'φ',
    chi: 'χ',
    psi: 'ψ',
    omega: 'ω',
    Alpha: 'Α',
    Beta: 'Β',
    Gamma: 'Γ',
    Delta: 'Δ',
    Theta: 'Θ',
    Lambda: 'Λ',
    Xi: 'Ξ',
    Pi: 'Π',
    Sigma: 'Σ',
    Phi: 'Φ',
    Psi: 'Ψ',
    Omega: 'Ω',
    Agrave: 'À',
    Aacute: 'Á',
    Acirc: 'Â',
    Atilde: 'Ã',
    Auml: 'Ä',
    Aring: 'Å',
    AElig: 'Æ',
    Ccedil: 'Ç',
    Egrave: 'È',
    Eacute: 'É',
    Ecirc: 'Ê',
    Euml: 'Ë',
    Igrave: 'Ì',
    Iacute: 'Í',
    Icirc: 'Î',
    Iuml: 'Ï',
    ETH: 'Ð',
    Ntilde: 'Ñ',
    Ograve: 'Ò',
    Oacute: 'Ó',
    Ocirc: 'Ô',
    Otilde: 'Õ',
    Ouml: 'Ö',
    Oslash: 'Ø',
    Ugrave: 'Ù',
    Uacute: 'Ú',
    Ucirc: 'Û',
    Uuml: 'Ü',
    Yacute: 'Ý',
    THORN: 'Þ',
    agrave: 'à',
    aacute: 'á',
    acirc: 'â',
    atilde: 'ã',
    auml: 'ä',
    aring: 'å',
    aelig: 'æ',
    ccedil: 'ç',
    egrave: 'è',
    eacute: 'é',
    ecirc: 'ê',
    euml: 'ë',
    igrave: 'ì',
    iacute: 'í',
    icirc: 'î',
    iuml: 'ï',
    eth: 'ð',
    ntilde: 'ñ',
    ograve: 'ò',
    oacute: 'ó',
    ocirc: 'ô',
    otilde: 'õ',
    ouml: 'ö',
    oslash: 'ø',
    ugrave: 'ù',
    uacute: 'ú',
    ucirc: 'û',
    uuml: 'ü',
    yacute: 'ý',
    thorn: 'þ',
    yuml: 'ÿ',
    OElig: 'Œ',
    oelig: 'œ',
    Scaron: 'Š',
    scaron: 'š',
    Zcaron: 'Ž',
    zcaron: 'ž',
    Yuml: 'Ÿ',
    fnof: 'ƒ',
    inodot: 'ı',
  }),
)
