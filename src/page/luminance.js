/** Relative luminance of a colour (WCAG 2), 0 to 1; `channels` are red, green and blue, 0 to 255. */
export function luminance(channels) {
  const [red, green, blue] = channels.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
