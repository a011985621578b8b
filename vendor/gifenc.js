/**
 * What the animation takes from gifenc; it is fetched when a reader asks for a GIF.
 */

export { GIFEncoder, applyPalette } from "gifenc";
