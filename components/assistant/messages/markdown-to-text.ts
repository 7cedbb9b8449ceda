/** Markdown as one would say it: its signs left out, links by their words. For ears, not for eyes. */
export const markdownToText = (markdown: string): string =>
  markdown
    .replaceAll(/```[^\n]*\n?/g, "")
    .replaceAll(/!?\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replaceAll(/^[ \t]*(?:#{1,6}|>|[-*+]|\d+\.)[ \t]+/gm, "")
    .replaceAll(/(\*\*|__|~~|`)(.*?)\1/g, "$2")
    .replaceAll(/\\([\\`*_{}[\]()#+\-.!<>|~])/g, "$1")
    .trim();
