/** The parts of Settings, in their order: what the page shows and its navigation names. */
export const sections = {
  profile: { title: "Profile", text: "Your name and email." },
  time: { title: "Time", text: "Time zone and first day of the week." },
  appearance: { title: "Appearance", text: "Saved in this browser only." },
  devices: { title: "Devices", text: "Where you are signed in." },
  tokens: { title: "API tokens", text: "For scripts, extensions and other tools that use your account." },
  assistants: { title: "Assistants", text: "Connect an editor or desktop assistant to your account over MCP." },
  password: { title: "Password", text: "Other devices will be signed out." },
  github: { title: "GitHub", text: "Link your GitHub account to sign in with it." },
  data: { title: "Your data", text: "Download or delete your data." },
} as const;

export type SectionId = keyof typeof sections;
