import sanitizeHtml from 'sanitize-html'

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'br', 'ul', 'ol', 'li', 'strong', 'em', 'b', 'i', 'h2', 'h3', 'h4', 'a', 'blockquote'],
    ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  // a heading of the page itself stands above a description
  transformTags: { h1: 'h2', h5: 'h4', h6: 'h4' },
}

/** Well-formed, with LF line ends and no control characters but tab and LF, trimmed. */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\x00-\x08\x0b-\x1f\x7f]/g, '')
    .trim()

/** What a description may hold: structure and links, no styles, no scripts, no pictures. */
export function cleanHtml(html: string): string {
  const text = cleanText(html)
  if (!/[<>&]/.test(text)) return text // nothing to take out or to escape
  return cleanText(sanitizeHtml(text, allowed))
}

/** The words of an HTML fragment. */
export function htmlToText(html: string): string {
  if (!/[<&]/.test(html)) return cleanText(html)
  const bare = sanitizeHtml(html.replaceAll(/<br\s*\/?>|<\/(?:p|li|h\d|div|tr)>/gi, '\n'), {
    allowedTags: [],
    allowedAttributes: {},
  })
  return cleanText(decodeText(bare))
}

const decodeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
