/**
 * Pictures on our own origin.
 *
 * MED1 a name says its content: what it answers never changes, the same picture is one, and a store's pictures are its own.
 * MED2 what a file is, its content says: JPEG, PNG, WebP, AVIF and the first frame of a GIF; at most 20 MB, 50 megapixels,
 *      and what can be decoded in 250 MB (13 megapixels of AVIF).
 * MED3 what is kept was decoded and made anew: upright, in sRGB, without metadata. What was sent is not kept.
 * MED4 a picture is served as AVIF and WebP in the widths of shared/media.ts up to its own, each made when it is first
 *      asked for, once; nothing else can be read through it.
 * MED5 a picture that is named by its address is fetched later, once a store; what cannot be had says why.
 * MED6 no address inside our own network is ever connected to, however it is written and whatever a name answers.
 */
export { createPictureFetcher, retryPictures } from './fetch-pictures.ts'
export { addMedia, namePictures, type KeptPicture } from './media-rows.ts'
export { createPictures, type Pictures } from './pictures.ts'
export { findLogo } from './uploads.ts'
