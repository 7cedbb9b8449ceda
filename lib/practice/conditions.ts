/** Conditions a user may have to be careful with, and the cautions of poses for them. Without zod, for pages. */
const all = {
  knees: { name: "Knees", cautions: ["knee injury"] },
  wrists: { name: "Wrists", cautions: ["wrist injury", "carpal tunnel syndrome"] },
  shoulders: { name: "Shoulders", cautions: ["shoulder injury"] },
  neck: { name: "Neck", cautions: ["neck injury"] },
  back: {
    name: "Back",
    cautions: [
      "back injury",
      "lower back injury",
      "disc problems",
      "disc herniation",
      "sacroiliac joint problems",
      "sciatica",
    ],
  },
  hips: { name: "Hips and groin", cautions: ["hip injury", "groin injury", "sacroiliac joint problems"] },
  hamstrings: { name: "Hamstrings", cautions: ["hamstring injury", "sciatica"] },
  ankles: { name: "Ankles", cautions: ["ankle injury"] },
  "high-blood-pressure": { name: "High blood pressure", cautions: ["high blood pressure"] },
  "low-blood-pressure": { name: "Low blood pressure", cautions: ["low blood pressure", "dizziness", "vertigo"] },
  heart: { name: "Heart", cautions: ["heart condition"] },
  pregnancy: { name: "Pregnancy", cautions: ["pregnancy", "late pregnancy"] },
  headache: { name: "Headache or migraine", cautions: ["headache", "migraine", "headache or migraine"] },
  eyes: { name: "Eyes", cautions: ["glaucoma", "recent eye surgery", "detached retina"] },
  abdomen: { name: "Abdomen", cautions: ["recent abdominal surgery", "hernia"] },
  breathing: { name: "Asthma", cautions: ["asthma"] },
} as const satisfies Record<string, { name: string; cautions: readonly string[] }>;

export type ConditionId = keyof typeof all;

export const conditions: Record<ConditionId, { name: string; cautions: readonly string[] }> = all;

export const conditionIds = Object.keys(all) as [ConditionId, ...ConditionId[]];

/** The cautions for any of these conditions. */
export const cautionsOf = (ids: readonly ConditionId[]): string[] => [
  ...new Set(ids.flatMap((id) => conditions[id].cautions)),
];
