/** An achievement for practices. Its rule is in `lib/practice/achievement-rules.ts`, by slug. */
export interface AchievementSeed {
  slug: string;
  name: string;
  description: string;
  /** The threshold of the rule. */
  threshold: number;
  position: number;
}

type Row = [slug: string, name: string, description: string, threshold: number];

const rows: Row[] = [
  ["first-practice", "First practice", "Complete a practice.", 1],
  ["practices-10", "Ten practices", "Complete 10 practices.", 10],
  ["practices-50", "Fifty practices", "Complete 50 practices.", 50],
  ["practices-100", "A hundred practices", "Complete 100 practices.", 100],
  ["practices-500", "Five hundred practices", "Complete 500 practices.", 500],
  ["streak-3", "Three in a row", "Practise 3 days in a row.", 3],
  ["streak-7", "A week in a row", "Practise 7 days in a row.", 7],
  ["streak-30", "A month in a row", "Practise 30 days in a row.", 30],
  ["streak-100", "A hundred in a row", "Practise 100 days in a row.", 100],
  ["hours-1", "First hour", "Hold poses for 60 minutes in total.", 60],
  ["hours-10", "Ten hours", "Hold poses for 10 hours in total.", 10],
  ["hours-50", "Fifty hours", "Hold poses for 50 hours in total.", 50],
  ["after-work", "Moved after an hour", "Practise after an hour of review without a break.", 1],
  ["after-work-25", "Breaks that stick", "Practise after an hour of review without a break, 25 times.", 25],
  ["early", "Early", "Begin a practice between 4 and 8 in the morning.", 1],
  ["late", "Late", "Begin a practice after 9 in the evening.", 1],
  ["weekend", "Weekends too", "Complete 10 practices on Saturdays and Sundays.", 10],
  ["comeback", "Back again", "Come back after two weeks off.", 1],
  ["poses-20", "Twenty poses", "Hold 20 different poses.", 20],
  ["poses-60", "Sixty poses", "Hold 60 different poses.", 60],
  ["sequences-5", "Five sequences", "Practise 5 different sequences.", 5],
  ["styles-6", "Every style", "Practise in each of the 6 styles.", 6],
  ["own-sequence", "Your own way", "Practise a sequence you created.", 1],
  ["no-skips-10", "Nothing left out", "Complete every pose of a practice, 10 times.", 10],
  ["long-hold", "Stillness", "Hold one pose for 5 minutes, both sides together.", 300],
  ["long-practice", "Taking time", "Hold poses for 40 minutes in one practice.", 40],
];

export const achievementSeeds: AchievementSeed[] = rows.map(([slug, name, description, threshold], position) => ({
  slug,
  name,
  description,
  threshold,
  position,
}));
