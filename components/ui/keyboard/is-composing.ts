/** What of a key press tells that an input method is at work; React's events and the browser's own have it. */
interface KeyPress {
  keyCode: number;
  isComposing?: boolean;
  nativeEvent?: { isComposing: boolean };
}

// Safari ends the composition before it sends the Enter or Escape that ended it, as an ordinary key but for this code.
const processedByInputMethod = 229;

/** Whether a key press belongs to an input method, as Japanese and Chinese are typed with: it is not ours to act on. */
export const isComposing = ({ keyCode, isComposing, nativeEvent }: KeyPress): boolean =>
  keyCode === processedByInputMethod || (nativeEvent?.isComposing ?? isComposing ?? false);
