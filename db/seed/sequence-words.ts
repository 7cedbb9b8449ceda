/** The texts of Stint's own sequences, by slug. */
export const sequenceWords: Record<string, { description: string }> = {
  "5-minute-desk-break": {
    description:
      "Stand up, reach, fold and balance beside your chair. All of it on your feet: no mat, no change of clothes.",
  },
  "10-minute-lunch-break-unwind": {
    description:
      "From standing down to the floor and to a quiet seat: the spine bends forward, back and round after a morning at the desk.",
  },
  "15-minute-morning-wake-up-flow": {
    description:
      "Begins on the knees, builds through lunges and warriors on each side, and ends lying still. For the first half-hour of the day.",
  },
  "15-minute-bedtime-wind-down": {
    description:
      "Seven slow poses close to the floor, held long enough to lose track of the day. Have a wall and a cushion at hand.",
  },
  "20-minute-hatha-foundations": {
    description:
      "One pose at a time with room to find each: standing, balancing, sitting, bending back and resting. A good first whole practice.",
  },
  "20-minute-sun-salutation-flow": {
    description:
      "Three rounds of the sun salutation, the last of them with chair and warriors, then a short way down to rest.",
  },
  "20-minute-restorative-evening": {
    description:
      "Long, supported holds for an evening after much sitting. Bring a blanket and two cushions; nothing here should strain.",
  },
  "25-minute-hip-opening-practice": {
    description:
      "Lunges warm the hips, then pigeon, bound angle and cow face open them from every side. Unhurried, with long holds at the end.",
  },
  "30-minute-yin-for-hips-and-hamstrings": {
    description:
      "A few seated and lying poses for minutes at a time, the muscles at rest. Go to the first edge and wait there.",
  },
  "30-minute-power-core-and-legs": {
    description:
      "Sun salutations, then planks, lunges, balances and boat for strong legs and a strong middle. You will be warm.",
  },
  "40-minute-power-backbend-practice": {
    description:
      "A long build from cobra over bow and camel to three wheels, with everything that readies for them and a full way down.",
  },
  "45-minute-full-vinyasa-practice": {
    description:
      "The whole arc: salutations, two standing rounds, balances, backbends, long seated poses, shoulderstand and a real rest.",
  },
};
