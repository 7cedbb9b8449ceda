/** Cuts a list into lists of at most `size`, in order; none for an empty one. */
export const splitEvery = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
