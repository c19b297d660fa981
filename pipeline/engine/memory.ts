/** Of a limit such as `200MB` or `2.5GB`. */
export const megabytes = (limit: string): number => Number.parseFloat(limit) * (limit.endsWith("GB") ? 1000 : 1);
