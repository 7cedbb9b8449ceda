/** The image file for one of the widths in next.config.ts: `today.webp` is stored as `today-720.webp` and so on. */
export default function pictureFile({ src, width }: { src: string; width: number }): string {
  return src.replace(/(?=\.\w+$)/, `-${width}`);
}
