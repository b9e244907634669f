export default {
  mode: "production",
  output: { clean: true },
  performance: { hints: false },
};
