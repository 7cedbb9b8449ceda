/** Texts of the backbends and the poses that begin face down. */
export const backbendWords = {
  "cow-pose": {
    description: "Letting the belly sink on hands and knees; the other half of Cat Pose.",
    instructions: [
      "Come to hands and knees, the wrists under the shoulders, the knees under the hips.",
      "Breathe in, let the belly sink and lift the tailbone.",
      "Draw the chest forward between the arms, the shoulders away from the ears.",
      "Look ahead without folding the neck.",
      "Breathe out and return to a level back.",
    ],
    benefits: ["Loosens the spine", "Opens the chest"],
  },
  "cobra-pose": {
    description: "A low backbend from the belly, lifted more by the back than by the arms.",
    instructions: [
      "Lie face down, the legs hip-width apart, the tops of the feet on the floor.",
      "Set the hands under the shoulders, the elbows close to the ribs.",
      "Press the feet and the thighs down.",
      "Breathe in and lift the chest, the elbows staying bent and the neck long.",
      "Breathe out and lower the chest slowly.",
    ],
    benefits: ["Strengthens the back", "Opens the chest after sitting"],
  },
  "upward-facing-dog": {
    description: "A backbend on straight arms with the thighs off the floor: open in front, strong behind.",
    instructions: [
      "Lie face down, the tops of the feet on the floor, the hands beside the lower ribs.",
      "Breathe in, press the hands down and straighten the arms.",
      "Lift the thighs and knees off the floor; hands and tops of the feet carry you.",
      "Draw the chest forward between the arms, the shoulders down and back, over the wrists.",
      "To come out, bend the elbows and lower, or lift the hips to Downward-Facing Dog.",
    ],
    benefits: ["Opens chest and shoulders", "Strengthens arms and back"],
  },
  "bridge-pose": {
    description: "Lying on the back and lifting the hips: a backbend in which the floor helps.",
    instructions: [
      "Lie on the back, the knees bent, the feet hip-width apart and close to the hips.",
      "Lay the arms beside the body, the palms down.",
      "Press the feet down and lift the hips; keep the knees over the ankles.",
      "Roll the shoulders under, clasp the hands if you like, and leave the head still.",
      "To come out, lower the back slowly to the floor.",
    ],
    benefits: ["Strengthens buttocks and hamstrings", "Opens chest and front of the hips"],
  },
  "bow-pose": {
    description: "Lying on the belly and holding the ankles, the body drawn into a bow.",
    instructions: [
      "Lie face down, bend the knees and hold the ankles from the outside.",
      "Keep the knees no wider than the hips.",
      "Breathe in, press the feet back into the hands and lift chest and thighs.",
      "Keep the neck long and breathe into the back of the ribs.",
      "Breathe out, lower chest and thighs, and let go of the feet.",
    ],
    benefits: ["Opens chest, shoulders and thighs", "Strengthens the back"],
  },
  "camel-pose": {
    description: "A kneeling backbend that opens the whole front of the body, from the thighs to the throat.",
    instructions: [
      "Kneel with the knees hip-width apart, the hips over the knees, the toes tucked under if need be.",
      "Set the hands on the lower back, the fingers down, and lift the chest.",
      "Lean back, the hips staying over the knees; reach for the heels only if they come easily.",
      "Keep the neck long; let the head go back last, if at all.",
      "To come out, bring the hands to the hips and rise, the chest first and the head last.",
    ],
    benefits: ["Opens chest and hip flexors", "Stretches the thighs", "Strengthens the back"],
  },
  "wheel-pose": {
    description: "A full backbend on hands and feet, strong and wide awake.",
    instructions: [
      "Lie on the back, the knees bent, the feet hip-width apart and close to the hips.",
      "Set the hands beside the ears, the fingers towards the shoulders.",
      "Press the feet down, lift the hips and come to the crown of the head; draw the elbows in.",
      "Press the hands down and straighten the arms; keep knees and feet parallel.",
      "To come out, tuck the chin and lower slowly to the upper back, then to the hips.",
    ],
    benefits: ["Opens chest, shoulders and hips", "Strengthens arms, legs and back"],
  },
  "fish-pose": {
    description: "Lying on the back with the chest lifted on the forearms, often taken after Shoulderstand.",
    instructions: [
      "Lie on the back, the legs straight, the hands under the hips, the palms down.",
      "Press forearms and elbows down and lift the chest.",
      "Let the head go back until it touches the floor lightly; the forearms carry the weight, not the head.",
      "Keep the legs firm and breathe into the upper ribs.",
      "To come out, press the forearms down, lift the head and lower the back.",
    ],
    benefits: ["Opens chest and throat", "Strengthens the upper back"],
  },
  "sphinx-pose": {
    description: "A mild backbend on the forearms that can be held for long.",
    instructions: [
      "Lie face down, the legs straight and hip-width apart.",
      "Set the elbows under the shoulders, the forearms parallel, the palms down.",
      "Press the forearms down and draw the chest forward.",
      "Let the belly rest on the floor and keep the neck long.",
      "To come out, move the elbows aside and lower the chest.",
    ],
    benefits: ["Opens the chest gently", "Moves the lower back"],
  },
  "locust-pose": {
    description: "Lifting chest, arms and legs from the floor by the strength of the back alone.",
    instructions: [
      "Lie face down, the arms beside the body, the palms up, the legs together.",
      "Lengthen the legs and press the hips into the floor.",
      "Breathe in and lift head, chest, arms and legs.",
      "Reach the fingers and the toes back; look at the floor before you.",
      "Breathe out, lower slowly and turn the head to one side.",
    ],
    benefits: ["Strengthens back, buttocks and hamstrings", "Opens the chest"],
  },
  "plank-pose": {
    description: "The body straight on hands and toes: plain, honest work for everything between.",
    instructions: [
      "From hands and knees, set the hands under the shoulders, the fingers spread.",
      "Step the feet back, the toes tucked under, until the body is one line from head to heels.",
      "Press the floor away, draw the lower belly in and firm the thighs.",
      "Keep the hips level with the shoulders; set the knees down if they sink.",
      "To come out, bend the knees to the floor.",
    ],
    benefits: ["Strengthens core, arms and shoulders", "Trains endurance"],
  },
};
