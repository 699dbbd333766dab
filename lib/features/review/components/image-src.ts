export const imageSrc = (project: string, id: string): string =>
  `/api/p/${project}/images/${id}?w=1280`;
