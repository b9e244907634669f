// What the test asks of a page without modules.
window.runStep = async (name, argument) => {
  try {
    const keyseal = await window.keyseal.open();
    return { value: await keyseal[name](argument) };
  } catch (error) {
    return { error: { code: error.code, text: String(error) } };
  }
};
