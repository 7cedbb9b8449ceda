/**
 * Watches whether an element is in view.
 * @param onChange gets whether it intersects now: at first, and after each change
 * @param options the root and its margin, as IntersectionObserver takes them
 * @returns stops watching
 */
export function observeView(
  element: Element,
  onChange: (isInView: boolean) => void,
  options: IntersectionObserverInit = {},
): () => void {
  // On a busy machine one call brings several entries of the same element, oldest first; no other call follows them.
  const observer = new IntersectionObserver((entries) => onChange(entries.at(-1)?.isIntersecting ?? false), options);
  observer.observe(element);
  return () => observer.disconnect();
}
