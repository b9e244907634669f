// How a page answers its driver: in plain JSON, as that is what every driver can carry.

/** Lets the driver run `steps`. A step gives { value }, or { error: { name, code, field, text } } where it threw. */
export function offerSteps(steps) {
  window.runStep = async (name, argument) => {
    try {
      return { value: await steps[name](argument) };
    } catch (error) {
      const { name, code, field } = error;
      return { error: { name, code, field, text: String(error) } };
    }
  };
}
