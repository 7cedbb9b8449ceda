/** Texts of the forward bends and the twists. */
export const forwardBendWords = {
  "standing-forward-bend": {
    description:
      "Folding from the hips and letting the head hang: it lengthens the backs of the legs and rests the neck.",
    instructions: [
      "Stand with the feet hip-width apart, the hands on the hips.",
      "Breathe out and fold forward from the hips, the knees soft.",
      "Set the hands on the floor, on the shins, or hold the elbows.",
      "Let the head hang and straighten the legs only as far as the back stays long.",
      "To come out, bend the knees, set the hands on the hips and rise with a long back.",
    ],
    benefits: ["Stretches hamstrings and calves", "Lets neck and shoulders go"],
  },
  "half-standing-forward-bend": {
    description: "A forward bend with a long, level back, half way between standing and folding.",
    instructions: [
      "From Standing Forward Bend, set the fingertips on the floor or the hands on the shins.",
      "Breathe in and lift the chest until the back is level with the floor.",
      "Draw the shoulders back and the crown forward; bend the knees if the back rounds.",
      "Look at the floor a little before you. To come out, breathe out and fold again.",
    ],
    benefits: ["Lengthens the spine", "Stretches the hamstrings", "Strengthens the back"],
  },
  "wide-legged-forward-bend": {
    description: "Folding forward between wide legs, the crown hanging towards the floor.",
    instructions: [
      "Step the feet about a leg's length apart, their outer edges parallel.",
      "Set the hands on the hips, lift the chest and fold forward from the hips.",
      "Set the hands on the floor under the shoulders, then walk them back between the feet.",
      "Firm the thighs and let the head hang; the weight stays over the middle of the feet.",
      "To come out, walk the hands forward, set them on the hips and rise with a long back.",
    ],
    benefits: ["Stretches hamstrings and inner thighs", "Lets the neck hang free"],
  },
  "pyramid-pose": {
    description:
      "Folding over a straight front leg with both hips square: an exact stretch of one hamstring at a time.",
    instructions: [
      "From standing, step one foot a short stride back and turn its toes slightly out.",
      "Turn both hips to the front; keep the legs straight.",
      "Breathe in and lengthen; breathe out and fold over the front leg from the hips.",
      "Set the hands beside the front foot, on blocks or on the shin.",
      "Press the back heel down. To come out, set the hands on the hips and rise with a long back.",
      "Change sides.",
    ],
    benefits: ["Stretches hamstrings and calves", "Squares the hips", "Trains a steady stance"],
  },
  "seated-forward-bend": {
    description: "Folding over both legs while sitting: a slow, quiet stretch along the whole back of the body.",
    instructions: [
      "Sit with the legs straight ahead, on a folded blanket if the lower back rounds.",
      "Flex the feet, breathe in and lengthen the back.",
      "Breathe out and fold forward from the hips, the chest before the head.",
      "Hold the shins, the ankles or the feet without pulling; let the knees bend if need be.",
      "To come out, breathe in and rise with a long back.",
    ],
    benefits: ["Stretches hamstrings and back", "Invites quiet"],
  },
  "head-to-knee-pose": {
    description: "A seated fold over one leg, the other bent to the side, for hamstring, hip and back together.",
    instructions: [
      "Sit with both legs straight, then set one sole against the other inner thigh.",
      "Let the bent knee sink outwards; put a blanket under it if it hangs.",
      "Turn the chest to the straight leg and lengthen the back.",
      "Breathe out and fold over that leg, holding the shin or the foot.",
      "To come out, breathe in, rise and straighten the bent leg.",
      "Change sides.",
    ],
    benefits: ["Stretches hamstrings and back", "Opens the hip of the bent leg"],
  },
  "wide-angle-seated-forward-bend": {
    description: "Sitting with the legs wide and folding between them: a patient stretch for the inner thighs.",
    instructions: [
      "Sit with the legs spread as wide as is comfortable, on a folded blanket if need be.",
      "Point kneecaps and toes to the ceiling.",
      "Set the hands on the floor in front and lengthen the back.",
      "Walk the hands forward and fold from the hips; stop before the back rounds.",
      "To come out, walk the hands back and help the knees together.",
    ],
    benefits: ["Stretches inner thighs and hamstrings", "Opens the hips"],
  },
  "cat-pose": {
    description: "Rounding the back on hands and knees; with Cow Pose it takes the spine through its movement.",
    instructions: [
      "Come to hands and knees, the wrists under the shoulders, the knees under the hips.",
      "Breathe out, press the hands down and round the back towards the ceiling.",
      "Draw the belly in and tuck the tailbone under.",
      "Let the head hang without forcing the chin to the chest.",
      "Breathe in and return to a level back.",
    ],
    benefits: ["Loosens the spine", "Stretches the upper back"],
  },
  "half-lord-of-the-fishes": {
    description: "A seated twist with one leg crossed over the other that turns the spine from the base up.",
    instructions: [
      "Sit with the legs straight; bend one leg and lay its heel beside the other hip.",
      "Cross the other foot over it and set it flat outside the thigh.",
      "Set the hand of the upper leg's side on the floor behind you; lengthen the back.",
      "Turn towards the raised knee and set the opposite elbow against its outside, or hug the knee.",
      "Grow taller with each breath in and turn with each breath out; then unwind slowly.",
      "Change sides.",
    ],
    benefits: ["Turns the spine", "Stretches the outer hip", "Opens the shoulders"],
  },
  "supine-spinal-twist": {
    description: "A twist lying down, the knee falling across the body: it asks nothing and lets the back go.",
    instructions: [
      "Lie on the back with the arms spread level with the shoulders, the palms up.",
      "Draw one knee to the chest; leave the other leg straight.",
      "Guide the knee across the body with the opposite hand.",
      "Keep both shoulders heavy; put a cushion under a knee that does not reach the floor.",
      "Turn the head away from the knee if the neck likes it. To come out, roll back to the middle.",
      "Change sides.",
    ],
    benefits: ["Turns the spine gently", "Stretches hips and chest", "Invites rest"],
  },
  "revolved-triangle": {
    description: "A standing twist over a straight front leg that asks for length, balance and care at once.",
    instructions: [
      "Step one foot back about a leg's length, its toes turned out; square the hips to the front.",
      "Raise the arm of the back leg's side and lengthen the trunk over the front leg.",
      "Set that hand on a block or the floor beside the front foot.",
      "Turn the chest open and raise the other arm straight up.",
      "Keep both legs straight and the back heel down; lower the arm and rise to come out.",
      "Change sides.",
    ],
    benefits: ["Turns the spine", "Stretches hamstrings and hips", "Trains balance"],
  },
};
