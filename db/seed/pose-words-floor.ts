/** Texts of the poses done sitting, lying on the back, or at rest. */
export const floorWords = {
  "easy-pose": {
    description: "Sitting upright with crossed shins: a simple seat for breathing and arriving.",
    instructions: [
      "Sit on the floor, or on a folded blanket so that the knees come lower than the hips.",
      "Cross the shins and set each foot under the opposite knee.",
      "Rest the hands on the knees or thighs.",
      "Lengthen the back and let the shoulders be wide; breathe evenly.",
    ],
    benefits: ["Opens the hips mildly", "Trains an upright seat", "Quiets the breath"],
  },
  "staff-pose": {
    description: "Sitting tall with straight legs: more work than it looks, and the base of every seated pose.",
    instructions: [
      "Sit with the legs straight and together, on a folded blanket if the lower back rounds.",
      "Flex the feet and press the thighs down.",
      "Set the hands on the floor beside the hips.",
      "Lift the chest, broaden the shoulders and keep the chin level.",
    ],
    benefits: ["Strengthens the back", "Stretches the hamstrings mildly"],
  },
  "bound-angle-pose": {
    description: "Sitting with the soles together and the knees falling open, for hips and inner thighs.",
    instructions: [
      "Sit tall, on a folded blanket if the lower back rounds.",
      "Bring the soles together and draw the heels towards you as far as is easy.",
      "Hold the feet or ankles and let the knees sink by their own weight.",
      "Lengthen the back; fold forward from the hips only if it stays long.",
      "To come out, lift the knees together with the hands.",
    ],
    benefits: ["Opens hips and inner thighs", "Trains an upright back"],
  },
  "cow-face-pose": {
    description:
      "Knees stacked below and hands clasped behind the back: a stretch for outer hips and shoulders at once.",
    instructions: [
      "Sit and cross one knee over the other until they are stacked, the feet beside the hips.",
      "Sit evenly on both sides, on a folded blanket if one lifts.",
      "Raise the arm of the lower knee's side, bend it and reach down the back.",
      "Reach the other arm up the back and clasp the fingers, or hold a strap between the hands.",
      "Keep the head and the back upright; let go of the hands, then the legs.",
      "Change sides.",
    ],
    benefits: ["Stretches outer hips", "Stretches shoulders and upper arms"],
  },
  "boat-pose": {
    description: "Balancing on the sitting bones with trunk and legs lifted into a V.",
    instructions: [
      "Sit with the knees bent and the feet on the floor, the hands behind the thighs.",
      "Lean back with a long back and a lifted chest until you balance on the sitting bones.",
      "Lift the shins until they are level, then straighten the legs if the back stays long.",
      "Reach the arms forward beside the knees, the palms facing in.",
      "To come out, breathe out and lower the feet.",
    ],
    benefits: ["Strengthens belly and hip flexors", "Trains balance"],
  },
  "pigeon-pose": {
    description: "One shin folded in front, the other leg long behind: a deep opening of the outer hip.",
    instructions: [
      "From hands and knees, bring one knee forward behind the wrist of its side.",
      "Lay the shin across, the foot towards the other hip, and keep that foot flexed.",
      "Slide the other leg straight back, the hips facing forward.",
      "Put a cushion under the front hip if it does not reach the floor.",
      "Stay upright on the hands or fold over the shin. To come out, press the hands down and step back.",
      "Change sides.",
    ],
    benefits: ["Opens the outer hip", "Stretches the other leg's hip flexors"],
  },
  "monkey-pose": {
    description: "The splits from front to back, taken slowly and with blocks under the hands.",
    instructions: [
      "Kneel on one knee with the other leg straight in front, the hands on blocks beside the hips.",
      "Flex the front foot and slide its heel forward.",
      "Let the back leg slide away behind, both hips facing the front.",
      "Stop where the stretch is firm; put a cushion under the front thigh.",
      "Lift the trunk. To come out, press the hands down and draw both legs in.",
      "Change sides.",
    ],
    benefits: ["Stretches hamstrings and hip flexors", "Teaches patience at an edge"],
  },
  "happy-baby-pose": {
    description: "Lying on the back with the feet in the hands: a playful way to let hips and lower back go.",
    instructions: [
      "Lie on the back and draw both knees towards the chest.",
      "Hold the outer edges of the feet, the ankles or the shins.",
      "Open the knees wider than the trunk, the soles facing the ceiling.",
      "Draw the knees down while the tailbone stays heavy; rock a little if you like.",
      "To come out, let go of the feet and set them on the floor.",
    ],
    benefits: ["Opens hips and inner thighs", "Eases the lower back into the floor"],
  },
  "reclining-hand-to-big-toe": {
    description: "Raising one straight leg while lying down: a hamstring stretch in which the back stays safe.",
    instructions: [
      "Lie on the back with both legs straight.",
      "Draw one knee in and hold the big toe, or lay a strap around the foot.",
      "Straighten that leg towards the ceiling, the shoulders staying on the floor.",
      "Press the other thigh down and keep both hips level.",
      "To come out, bend the knee, let go and lower the leg.",
      "Change sides.",
    ],
    benefits: ["Stretches hamstrings and calves", "Keeps the back at rest"],
  },
  "reclining-pigeon": {
    description: "A figure four lying on the back: the opening of Pigeon Pose without weight on the knee.",
    instructions: [
      "Lie on the back, the knees bent, the feet on the floor.",
      "Cross one ankle over the other thigh, just above the knee, and flex that foot.",
      "Reach through and hold the back of the lower thigh or the shin.",
      "Draw the legs towards you; head and shoulders stay on the floor.",
      "To come out, set the foot down and uncross the legs.",
      "Change sides.",
    ],
    benefits: ["Stretches outer hips and buttocks", "Eases the lower back"],
  },
  "childs-pose": {
    description: "Kneeling and folding to the floor: the place to rest whenever a practice asks too much.",
    instructions: [
      "Kneel with the big toes together, the knees together or wide.",
      "Sit back on the heels; put a cushion between if they do not meet.",
      "Fold forward and rest the forehead on the floor or on stacked hands.",
      "Stretch the arms forward, or lay them beside the body.",
      "Breathe into the back. To come out, walk the hands in and rise.",
    ],
    benefits: ["Rests back and shoulders", "Stretches hips and ankles mildly"],
  },
  "corpse-pose": {
    description: "Lying still at the end of a practice, awake, with nothing more to do.",
    instructions: [
      "Lie on the back, the legs apart, the feet falling outwards.",
      "Lay the arms a little away from the body, the palms up.",
      "Put a cushion under the knees if the lower back arches.",
      "Close the eyes, let the jaw go and let the breath come by itself.",
      "To come out, move fingers and toes, roll to one side and rise with the help of the hands.",
    ],
    benefits: ["Lets the work of the practice settle", "Trains resting while awake"],
  },
  "legs-up-the-wall": {
    description: "Lying with the legs resting up a wall, a pause that needs no effort at all.",
    instructions: [
      "Sit sideways to a wall, one hip close to it.",
      "Swing the legs up the wall as you lower the back and head to the floor.",
      "Move the hips as near to the wall as the legs stay at ease; put a folded blanket under them if you like.",
      "Lay the arms beside the body, the palms up.",
      "To come out, bend the knees, roll to one side and wait there before you rise.",
    ],
    benefits: ["Rests legs and lower back", "Stretches the hamstrings mildly"],
  },
  "reclining-bound-angle": {
    description:
      "Lying back with the soles together and the knees resting open, held by cushions for as long as you like.",
    instructions: [
      "Sit with the knees bent, a cushion or folded blanket lengthwise behind you if you like.",
      "Bring the soles together and let the knees fall open.",
      "Lie back; put cushions under the thighs so that they rest.",
      "Lay the arms aside, the palms up, and breathe into the belly.",
      "To come out, lift the knees together with the hands and roll to one side.",
    ],
    benefits: ["Opens hips and chest without effort", "Invites rest"],
  },
};
