/** How long something may take to appear that is to have the focus. */
const patienceMs = 5000;

/** Gives the focus to the first that matches, as soon as the page shows it, unless somebody moves on before. */
export function focusWhenMounted(selector: string): void {
  const focus = (): boolean => {
    const field = document.querySelector<HTMLElement>(selector);
    field?.focus();
    return field !== null;
  };
  if (focus()) return;
  const observer = new MutationObserver(() => focus() && stop());
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
    document.removeEventListener("keydown", stop);
    document.removeEventListener("pointerdown", stop);
  };
  const timer = setTimeout(stop, patienceMs);
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("keydown", stop);
  document.addEventListener("pointerdown", stop);
}
