/** The parts of Settings, in their order: what the page shows and its navigation names. */
export const sections = {
  profile: { title: "Profile", text: "What Stint calls you, and where its mails go." },
  time: { title: "Time", text: "The zone your days are told in, and the day your weeks begin with." },
  appearance: { title: "Appearance", text: "Kept in this browser only." },
  devices: { title: "Devices", text: "Where your account is signed in." },
  tokens: { title: "API tokens", text: "For scripts, extensions and other tools that act in your name." },
  assistants: { title: "Assistants", text: "Let an editor or a desktop assistant use Stint in your name, over MCP." },
  password: { title: "Password", text: "Changing it signs every other device out." },
  github: { title: "GitHub", text: "Link your GitHub account, and sign in with one press." },
  data: { title: "Your data", text: "Everything Stint keeps for you is yours to take along, or to erase." },
} as const;

export type SectionId = keyof typeof sections;
