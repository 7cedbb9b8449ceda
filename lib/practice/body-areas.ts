import { plainWords, type Style, styles, type targetAreas } from "./constants.ts";

/** Maps words for parts of the body to areas of poses. Pure; safe for the browser. */

type Area = (typeof targetAreas)[number];

const areasByWord = new Map<string, readonly Area[]>(
  Object.entries({
    "neck throat nape": ["neck", "shoulders"],
    "shoulder shoulders trapezius traps": ["shoulders"],
    "arm arms biceps triceps elbow elbows": ["arms"],
    "wrist wrists hand hands finger fingers forearm forearms": ["wrists"],
    "chest heart ribs": ["chest"],
    spine: ["spine"],
    back: ["lower-back", "spine"],
    "core abs belly stomach abdomen": ["core"],
    "hip hips pelvis": ["hips", "hip-flexors"],
    "psoas flexors": ["hip-flexors"],
    "glutes glute buttocks bottom": ["glutes"],
    "groin groins adductors": ["inner-thighs"],
    "thigh thighs quads quad quadriceps knee knees": ["quads"],
    "hamstring hamstrings": ["hamstrings"],
    "leg legs": ["quads", "hamstrings", "calves"],
    "calf calves shin shins": ["calves"],
    "ankle ankles foot feet": ["ankles"],
  } satisfies Record<string, Area[]>).flatMap(([words, areas]) =>
    words.split(" ").map((word) => [word, areas] as const),
  ),
);

// Areas of two words, which are narrower than either of them.
const areasByPair = new Map<string, readonly Area[]>([
  ["lower back", ["lower-back"]],
  ["upper back", ["spine", "shoulders"]],
  ["hip flexors", ["hip-flexors"]],
  ["hip flexor", ["hip-flexors"]],
  ["inner thighs", ["inner-thighs"]],
  ["inner thigh", ["inner-thighs"]],
]);

// Words around a part of the body that do not distinguish sequences.
const saysNothing = new Set(
  "a an and are at bit but can do feel feeling feels for from gentle good have help helps hurt hurts i in is it little me my of on or pain painful practice practise ache aches aching relax relief release sequence some something sore stiff stiffness stretch stretches stretching suggest tense tension that the tight tightness tired to up what with yoga your".split(
    " ",
  ),
);

/** The meaning of words about a practice. */
export interface Wish {
  areas: Area[];
  style: Style | undefined;
  /** The remaining words, to be searched in names. */
  words: string[];
}

const isStyle = (word: string): word is Style => (styles as readonly string[]).includes(word);

/** Parses a wish such as "stiff neck" or "yin for the hips". */
export function wishOf(text: string): Wish {
  const words = plainWords(text);
  const areas = new Set<Area>();
  const rest: string[] = [];
  let style: Style | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const pair = areasByPair.get(`${word} ${words[at + 1] ?? ""}`);
    const found = pair ?? areasByWord.get(word);
    if (pair) at++;
    if (found) for (const area of found) areas.add(area);
    else if (isStyle(word)) style = word;
    else if (!saysNothing.has(word)) rest.push(word);
  }
  return { areas: [...areas], style, words: rest };
}
