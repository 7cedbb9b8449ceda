/** Real pull requests of public repositories. */

interface Repository {
  owner: string;
  name: string;
  /** Oldest first. */
  numbers: number[];
}

const repositories: Repository[] = [
  {
    owner: "vercel",
    name: "next.js",
    numbers: [70265, 72861, 74172, 76060, 81520, 85241, 85274, 89446, 95012, 96583, 96627],
  },
  { owner: "facebook", name: "react", numbers: [28864, 31759, 32160, 33573, 34102, 34555, 35145, 37090, 37344] },
  {
    owner: "microsoft",
    name: "vscode",
    numbers: [229116, 229782, 243285, 244194, 245191, 260686, 262207, 265396, 298188],
  },
  {
    owner: "kubernetes",
    name: "kubernetes",
    numbers: [137204, 138389, 138567, 138643, 138701, 138855, 138967, 139168, 139251, 139397, 139466, 139584],
  },
  {
    owner: "rust-lang",
    name: "rust",
    numbers: [126662, 127679, 127921, 128284, 128771, 129490, 130531, 140604, 154752, 155910],
  },
  {
    owner: "python",
    name: "cpython",
    numbers: [107804, 120007, 129725, 131662, 140817, 142431, 144385, 149912, 151074],
  },
  {
    owner: "nodejs",
    name: "node",
    numbers: [57901, 63915, 64127, 64219, 64225, 64309, 64323, 64373, 64375, 64389, 64475, 64559],
  },
  { owner: "drizzle-team", name: "drizzle-orm", numbers: [3614, 4293, 4416, 4439, 4664, 4738, 5002, 6049, 6309] },
  {
    owner: "tailwindlabs",
    name: "tailwindcss",
    numbers: [19670, 19725, 19837, 19966, 19981, 20205, 20260, 20297, 20319, 20372, 20408, 20420],
  },
  {
    owner: "withastro",
    name: "astro",
    numbers: [16729, 16871, 17116, 17258, 17325, 17393, 17532, 17690, 17719, 17774, 17789],
  },
  {
    owner: "denoland",
    name: "deno",
    numbers: [35523, 35748, 35856, 36004, 36102, 36157, 36194, 36407, 36471, 36572, 36633],
  },
  {
    owner: "vitejs",
    name: "vite",
    numbers: [18389, 22453, 22706, 22829, 22894, 22951, 22983, 22992, 23114, 23207, 23239],
  },
];

/** One of them, as the API names it. */
export interface SamplePullRequest {
  repo_owner: string;
  repo_name: string;
  pr_number: number;
}

/** All of them in the order in which they are reviewed: each repository's from oldest to newest, mixed evenly. */
export const pullRequests: SamplePullRequest[] = repositories
  .flatMap(({ owner, name, numbers }, place) =>
    numbers.map((pr_number, index) => ({
      repo_owner: owner,
      repo_name: name,
      pr_number,
      at: (index + ((place * 5) % 12) / 12) / numbers.length,
    })),
  )
  .sort((one, other) => one.at - other.at)
  .map(({ at: _at, ...pullRequest }) => pullRequest);
