/**
 * As high as the window lets it be: between the bars of a phone, beside the bar of anything wider. It takes the place
 * that the frame leaves below pages, and gives way to the line that some accounts have on top.
 */
export const pageHeight = [
  "-mb-36 h-[calc(100dvh-7.5625rem-env(safe-area-inset-bottom))] max-md:[p+main_&]:h-[calc(100dvh-8.8125rem-env(safe-area-inset-bottom))]",
  "md:-mt-4 md:-mb-12 md:h-[calc(100dvh-1rem)]",
].join(" ");
