/**
 * Which classes set the same thing. tailwind-merge's own list takes seven times the room of this one in every page's
 * first load; cn.test.ts holds the two to each other for every class that is used.
 */

const any = () => true;
const isNumber = (value: string) => /^\d+$/.test(value);

const lines = ["solid", "dashed", "dotted", "double", "hidden", "none"];
const ends = ["start", "end", "center", "stretch"];

/** Groups that are told by their first words alone. */
const byName = [
  ["w", "h", "size", "min-w", "max-w", "min-h", "max-h", "basis", "grow", "shrink", "order", "aspect", "columns"],
  ["p", "px", "py", "pt", "pr", "pb", "pl", "m", "mx", "my", "mt", "mr", "mb", "ml", "gap", "gap-x", "gap-y"],
  ["inset", "inset-x", "inset-y", "top", "right", "bottom", "left", "z", "translate", "translate-x", "translate-y"],
  ["grid-cols", "grid-rows", "grid-flow", "auto-cols", "auto-rows", "col-start", "col-end", "row-start", "row-end"],
  ["items", "self", "justify-items", "justify-self", "place-content", "place-items", "place-self"],
  ["rounded", "rounded-t", "rounded-r", "rounded-b", "rounded-l"],
  ["rounded-tl", "rounded-tr", "rounded-br", "rounded-bl"],
  [
    "overflow-x",
    "overflow-y",
    "overscroll",
    "overscroll-x",
    "overscroll-y",
    "border-spacing",
    "opacity",
    "cursor",
    "accent",
    "animate",
    "duration",
    "delay",
    "ease",
  ],
  ["leading", "tracking", "line-clamp", "underline-offset", "wrap", "break", "whitespace", "fill", "bg"],
  ["outline-offset", "object", "scale", "rotate", "origin", "scroll-m", "scroll-mt", "scroll-my", "select"],
  ["list", "pointer-events", "resize", "touch", "will-change", "field-sizing", "appearance", "transition"],
].flat();

const named = Object.fromEntries(byName.map((name) => [name, [{ [name]: [any] }]]));

/** For `createTailwindMerge`: the groups, and which of them take in others. */
export const classGroups = {
  cacheSize: 500,
  theme: {},
  classGroups: {
    ...named,
    rounded: [{ rounded: ["", any] }],
    transition: ["transition", { transition: [any] }],
    grow: [{ grow: ["", any] }],
    shrink: [{ shrink: ["", any] }],
    display: [
      ...["block", "inline-block", "inline", "flex", "inline-flex", "grid", "inline-grid", "contents", "hidden"],
      ...["table", "table-cell", "table-row", "list-item", "flow-root"],
    ],
    position: ["static", "fixed", "absolute", "relative", "sticky"],
    visibility: ["visible", "invisible", "collapse"],
    "for-ears": ["sr-only", "not-sr-only"],
    flex: [{ flex: [any] }],
    "flex-direction": [{ flex: ["row", "row-reverse", "col", "col-reverse"] }],
    "flex-wrap": [{ flex: ["wrap", "wrap-reverse", "nowrap"] }],
    "justify-content": [{ justify: [any] }],
    "align-content": [{ content: [...ends, "center-safe", "normal", "between", "around", "evenly", "baseline"] }],
    content: [{ content: [any] }],
    col: [{ col: [any] }],
    row: [{ row: [any] }],
    overflow: [{ overflow: [any] }],
    "font-size": [{ text: ["xs", "sm", "base", "lg", "xl", "2xl"] }],
    "text-align": [{ text: ["left", "center", "right", "justify", "start", "end"] }],
    "text-wrap": [{ text: ["wrap", "nowrap", "balance", "pretty"] }],
    "text-overflow": ["truncate", { text: ["ellipsis", "clip"] }],
    "text-color": [{ text: [any] }],
    "text-case": ["uppercase", "lowercase", "capitalize", "normal-case"],
    "text-line": ["underline", "overline", "line-through", "no-underline"],
    "font-family": [{ font: ["sans", "mono"] }],
    "font-weight": [{ font: [any] }],
    figures: ["tabular-nums", "proportional-nums"],
    "border-width": [{ border: ["", isNumber] }],
    "border-color": [{ border: [any] }],
    "border-style": [{ border: lines }],
    "border-collapse": [{ border: ["collapse", "separate"] }],
    ...Object.fromEntries(
      ["x", "y", "t", "r", "b", "l"].map((side) => [`b-${side}`, [{ border: [{ [side]: ["", isNumber] }] }]]),
    ),
    "divide-x": [{ "divide-x": ["", isNumber] }],
    "divide-y": [{ "divide-y": ["", isNumber] }],
    "divide-color": [{ divide: [any] }],
    "outline-width": [{ outline: ["", isNumber] }],
    "outline-color": [{ outline: [any] }],
    "outline-style": [{ outline: lines }],
    "stroke-width": [{ stroke: [isNumber] }],
    "stroke-color": [{ stroke: [any] }],
    shadow: [{ shadow: ["", any] }],
  },
  conflictingClassGroups: {
    size: ["w", "h"],
    p: ["px", "py", "pt", "pr", "pb", "pl"],
    px: ["pr", "pl"],
    py: ["pt", "pb"],
    m: ["mx", "my", "mt", "mr", "mb", "ml"],
    mx: ["mr", "ml"],
    my: ["mt", "mb"],
    gap: ["gap-x", "gap-y"],
    inset: ["inset-x", "inset-y", "top", "right", "bottom", "left"],
    "inset-x": ["right", "left"],
    "inset-y": ["top", "bottom"],
    overflow: ["overflow-x", "overflow-y"],
    overscroll: ["overscroll-x", "overscroll-y"],
    "scroll-my": ["scroll-mt"],
    "font-size": ["leading"],
    flex: ["basis", "grow", "shrink"],
    translate: ["translate-x", "translate-y"],
    "line-clamp": ["display", "overflow"],
    rounded: [
      ...["rounded-t", "rounded-r", "rounded-b", "rounded-l"],
      ...["rounded-tl", "rounded-tr", "rounded-br", "rounded-bl"],
    ],
    "rounded-t": ["rounded-tl", "rounded-tr"],
    "rounded-r": ["rounded-tr", "rounded-br"],
    "rounded-b": ["rounded-br", "rounded-bl"],
    "rounded-l": ["rounded-tl", "rounded-bl"],
    "border-width": ["b-x", "b-y", "b-t", "b-r", "b-b", "b-l"],
    "b-x": ["b-r", "b-l"],
    "b-y": ["b-t", "b-b"],
  },
  conflictingClassGroupModifiers: {},
  orderSensitiveModifiers: ["before", "after", "placeholder", "file", "marker", "selection", "first-line", "*", "**"],
};
