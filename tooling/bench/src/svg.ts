/** An SVG of its parts, on white. Sizes are in pixels. */
export function svgOf({ width, height }: { width: number; height: number }, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="white"/>
${parts.join('\n')}
</svg>
`;
}
