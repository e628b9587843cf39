/** The resources of the API by their short names. */
import type { components, operations } from "./schema";

type Schemas = components["schemas"];

export type Photo = Schemas["Photo"];
export type PhotoDetail = Schemas["PhotoDetail"];
export type Group = Schemas["Group"];
export type Groups = Schemas["Groups"];
export type Columns = Schemas["Columns"];
export type LibraryView = Schemas["LibraryView"];
export type Mark = Schemas["Mark"];
export type NewDecision = Schemas["NewDecision"];
export type NewDecisions = Schemas["NewDecisions"];
export type Done = Schemas["Done"];
export type Change = Schemas["Change"];
export type Scan = Schemas["Scan"];
export type Weights = Schemas["Weights"];
export type Profiles = Schemas["Profiles"];
export type PartInfo = Schemas["PartInfo"];
export type Explanation = Schemas["Explanation"];
export type SignalInfo = Schemas["SignalInfo"];
export type ExportPlan = Schemas["ExportPlan"];
export type ExportRun = Schemas["ExportRun"];
export type NewExport = Schemas["NewExport"];

export type Filter = NonNullable<operations["getColumns"]["parameters"]["query"]>;
export type GroupFilter = NonNullable<operations["listGroups"]["parameters"]["query"]>;
