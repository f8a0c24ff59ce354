// Takes the place of packages that the simulated code imports and does not use.
export {};
