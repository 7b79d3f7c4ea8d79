const colour = name => ({ default: `var(--${name})`, subtle: name === "text" ? "var(--subtle)" : `var(--${name})`, highlightColors: { default: "var(--mark)", subtle: "var(--mark)" } });

const foreground = {
  default: colour("text"), dark: colour("text"), light: colour("subtle"), accent: colour("accent"),
  good: colour("good"), warning: colour("warning"), attention: colour("bad"),
};

const style = name => ({ backgroundColor: `var(--${name})`, foregroundColors: foreground });

/** One host configuration for light and dark: its colours are the variables of the style sheet. */
export const hostConfig = {
  supportsInteractivity: true,
  fontTypes: { default: { fontFamily: "inherit", fontSizes: { small: 13, default: 15, medium: 17, large: 20, extraLarge: 24 } }, monospace: { fontFamily: "ui-monospace, monospace" } },
  spacing: { small: 4, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  textBlock: { headingLevel: 2 },
  imageSizes: { small: 48, medium: 96, large: 200 },
  containerStyles: {
    default: { ...style("card"), backgroundColor: "transparent" },
    emphasis: style("soft"), accent: style("soft"),
    good: style("good-soft"), warning: style("warning-soft"), attention: style("bad-soft"),
  },
  actions: {
    maxActions: 12, spacing: "default", buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left",
    showCard: { actionMode: "inline", inlineTopMargin: 8 },
  },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder", size: "default", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder", size: "default" },
    },
    errorMessage: { size: "small", weight: "default", spacing: "small" },
  },
  factSet: { title: { color: "default", isSubtle: true, weight: "default", wrap: true, maxWidth: 140 }, value: { wrap: true }, spacing: 14 },
  table: { cellSpacing: 8 },
};
