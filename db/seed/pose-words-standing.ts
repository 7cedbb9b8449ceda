/** Texts of the standing poses. Either side may be shown beside them, so they name none. */
export const standingWords = {
  "mountain-pose": {
    description: "Standing upright with even weight: the still point from which other standing poses begin.",
    instructions: [
      "Stand with the feet together or hip-width apart, the weight even between heels and balls.",
      "Firm the thighs and let the tailbone hang down.",
      "Let the arms hang beside the body, palms forward, shoulders wide.",
      "Lengthen the back of the neck until the crown points straight up.",
      "Breathe evenly and look straight ahead.",
    ],
    benefits: ["Shows how you stand", "Wakes the feet, legs and trunk", "Gives the breath room"],
  },
  "upward-salute": {
    description: "A standing stretch from heels to fingertips that undoes the rounding of a long sit.",
    instructions: [
      "Stand tall, the feet hip-width apart.",
      "Breathe in and raise the straight arms out to the sides and up, the palms facing each other.",
      "Press the feet down and reach the fingers up, the ribs staying low.",
      "Keep the shoulders broad; bring the palms together only if the elbows stay straight.",
      "Breathe out and lower the arms the way they came.",
    ],
    benefits: ["Stretches the sides and shoulders", "Lengthens the spine"],
  },
  "chair-pose": {
    description: "Sitting on a chair that is not there: short, warm work for the thighs and the back.",
    instructions: [
      "Stand with the feet together or hip-width apart and raise the arms beside the ears.",
      "Bend the knees and move the hips back and down, as if to sit.",
      "Shift the weight to the heels, the knees pointing the way the toes do.",
      "Draw the lower belly in and keep the back long.",
      "To come out, press the feet down, straighten the legs and lower the arms.",
    ],
    benefits: ["Strengthens thighs and buttocks", "Works the shoulders and the back", "Warms up quickly"],
  },
  "warrior-1": {
    description:
      "A long stance with the hips turned forward and the arms raised: steady legs below, an open chest above.",
    instructions: [
      "From standing, step one foot about a leg's length back and turn its toes out about 45 degrees.",
      "Turn the hips towards the front foot.",
      "Bend the front knee over the ankle; press the outer edge of the back foot down.",
      "Raise the arms overhead, the palms facing, the shoulders away from the ears.",
      "To come out, straighten the front leg, lower the arms and step forward.",
      "Change sides.",
    ],
    benefits: ["Strengthens the legs", "Stretches the front of the back hip", "Opens chest and shoulders"],
  },
  "warrior-2": {
    description: "A wide stance with the arms spread and the gaze over the front hand: strong, open and calm.",
    instructions: [
      "Step the feet wide apart; turn the front foot out and the back foot slightly in.",
      "Line the front heel up with the arch of the back foot.",
      "Bend the front knee over the ankle, pointing to the second toe.",
      "Spread the arms level with the shoulders, palms down, and look over the front hand.",
      "Keep the trunk upright between both feet. To come out, straighten the front leg.",
      "Change sides.",
    ],
    benefits: ["Builds endurance in the legs", "Opens hips and inner thighs", "Strengthens the shoulders"],
  },
  "reverse-warrior": {
    description: "Warrior II leaning back over its long leg, for a stretch from the front hip to the fingertips.",
    instructions: [
      "Stand in Warrior II with the front knee bent over the ankle.",
      "Turn the front palm up.",
      "Breathe in, raise the front arm up and back, and rest the other hand lightly on the back thigh.",
      "Keep the front knee bent and lengthen the side of the body; put no weight on the lower hand.",
      "Breathe out and return to Warrior II.",
      "Change sides.",
    ],
    benefits: ["Stretches the side of the trunk", "Keeps the front thigh at work"],
  },
  "extended-side-angle": {
    description: "A deep side lunge that draws one line from the outer back foot to the raised fingertips.",
    instructions: [
      "Begin in Warrior II with the front knee bent over the ankle.",
      "Reach over the front leg and lay that forearm on the thigh, or the hand beside the foot.",
      "Extend the upper arm over the ear, the palm facing down.",
      "Press the outer edge of the back foot down and turn the chest towards the ceiling.",
      "To come out, press into both feet and let the upper arm draw you upright.",
      "Change sides.",
    ],
    benefits: ["Stretches the whole side of the body", "Strengthens the front thigh", "Opens hips and inner thighs"],
  },
  "triangle-pose": {
    description: "A straight-legged lean to the side that lengthens the legs and turns the chest open.",
    instructions: [
      "Step the feet a leg's length apart; turn the front foot out and the back foot slightly in.",
      "Spread the arms level with the shoulders, both legs straight.",
      "Reach out over the front foot, then set the lower hand on the shin, a block or the floor.",
      "Raise the other arm straight up and stack the shoulders.",
      "Keep both sides of the trunk long. To come out, press the feet down and rise with the arms wide.",
      "Change sides.",
    ],
    benefits: ["Stretches hamstrings and hips", "Opens the chest", "Steadies the legs"],
  },
  "high-lunge": {
    description: "A lunge on the ball of the back foot with the arms up, which wakes legs that have sat for hours.",
    instructions: [
      "From standing, step one foot far back and stay on its ball, the heel lifted.",
      "Bend the front knee over the ankle; keep the back leg straight and strong.",
      "Point both hips forward and raise the trunk upright.",
      "Raise the arms overhead, the ribs staying low.",
      "To come out, lower the hands to the hips and step the back foot forward.",
      "Change sides.",
    ],
    benefits: ["Stretches the front of the hip", "Strengthens thighs and buttocks", "Trains balance"],
  },
  "low-lunge": {
    description: "A lunge with the back knee on the floor: a strong stretch for hips that are bent all day.",
    instructions: [
      "From hands and knees, step one foot between the hands.",
      "Slide the back knee away and rest the top of that foot on the floor.",
      "Lift the trunk and let the hips sink forward and down, the front knee over the ankle or a little past it.",
      "Raise the arms beside the ears, or rest the hands on the front thigh.",
      "To come out, set the hands down and bring the front knee back.",
      "Change sides.",
    ],
    benefits: ["Stretches hip flexors and thighs", "Opens the chest"],
  },
  "garland-pose": {
    description: "A deep squat with the elbows inside the knees that opens the hips and rests the lower back.",
    instructions: [
      "Stand with the feet a little wider than the hips, the toes turned out.",
      "Bend the knees and lower the hips between the heels; put a folded blanket under heels that lift.",
      "Bring the palms together at the chest, the elbows against the inner knees.",
      "Press knees and elbows lightly into each other and lengthen the back.",
      "To come out, set the hands on the floor and straighten the legs.",
    ],
    benefits: ["Opens hips and inner thighs", "Stretches ankles and lower back"],
  },
};
