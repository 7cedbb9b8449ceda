/** The ground of each theme, for what lies outside of the page: `--paper` of app/globals.css. */
export const themeColours = { light: "#faf9f6", dark: "#141311" };
