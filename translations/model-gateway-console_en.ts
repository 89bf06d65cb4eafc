<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>mgc::ui::BackendListModel</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n priorities</source>
        <translation>
            <numerusform>, %n priority</numerusform>
            <numerusform>, %n priorities</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::BackendTimeline</name>
    <message numerus="yes">
        <source>%n trip(s)</source>
        <translation>
            <numerusform>%n trip</numerusform>
            <numerusform>%n trips</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::BackendUsers</name>
    <message numerus="yes">
        <source>Used by %n policies</source>
        <translation>
            <numerusform>Used by %n policy</numerusform>
            <numerusform>Used by %n policies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::BreakerLanes</name>
    <message numerus="yes">
        <source>, %n call(s)</source>
        <translation>
            <numerusform>, %n call</numerusform>
            <numerusform>, %n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::BurstRunner</name>
    <message numerus="yes">
        <source>%n caller(s)</source>
        <translation>
            <numerusform>%n caller</numerusform>
            <numerusform>%n callers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::CommandPalette</name>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::GatewayCard</name>
    <message numerus="yes">
        <source>Built-in simulator, %n deployment(s)</source>
        <translation>
            <numerusform>Built-in simulator, %n deployment</numerusform>
            <numerusform>Built-in simulator, %n deployments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n healthy</source>
        <translation>
            <numerusform>, %n healthy</numerusform>
            <numerusform>, %n healthy</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::HomePage</name>
    <message numerus="yes">
        <source>%n problem(s) in the workspace.</source>
        <translation>
            <numerusform>%n problem in the workspace.</numerusform>
            <numerusform>%n problems in the workspace.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::ModeButton</name>
    <message numerus="yes">
        <source>%n need attention</source>
        <translation>
            <numerusform>%n needs attention</numerusform>
            <numerusform>%n need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::SamplesGallery</name>
    <message numerus="yes">
        <source>%n found, all run without Azure</source>
        <translation>
            <numerusform>%n found, runs without Azure</numerusform>
            <numerusform>%n found, all run without Azure</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::StepStrip</name>
    <message numerus="yes">
        <source>streaming %n token(s)</source>
        <translation>
            <numerusform>streaming %n token</numerusform>
            <numerusform>streaming %n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::TripStory</name>
    <message numerus="yes">
        <source>Clients saw %n server error(s) since.</source>
        <translation>
            <numerusform>Clients saw %n server error since.</numerusform>
            <numerusform>Clients saw %n server errors since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retries moved %n request(s) to another backend.</source>
        <translation>
            <numerusform>Retries moved %n request to another backend.</numerusform>
            <numerusform>Retries moved %n requests to another backend.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::TraceTab</name>
    <message numerus="yes">
        <source>#%1  %2 %3 in %4 s, %n step(s)</source>
        <translation>
            <numerusform>#%1  %2 %3 in %4 s, %n step</numerusform>
            <numerusform>#%1  %2 %3 in %4 s, %n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message numerus="yes">
        <source>%1, %n policies</source>
        <translation>
            <numerusform>%1, %n policy</numerusform>
            <numerusform>%1, %n policies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::CardDelegate</name>
    <message numerus="yes">
        <source>%n policies</source>
        <translation>
            <numerusform>%n policy</numerusform>
            <numerusform>%n policies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::ElementForm</name>
    <message numerus="yes">
        <source>%n more settings</source>
        <translation>
            <numerusform>%n more setting</numerusform>
            <numerusform>%n more settings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more settings</source>
        <translation>
            <numerusform>Show %n more setting</numerusform>
            <numerusform>Show %n more settings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::FindBar</name>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::FlowCommands</name>
    <message numerus="yes">
        <source>Delete %n policies</source>
        <translation>
            <numerusform>Delete %n policy</numerusform>
            <numerusform>Delete %n policies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n policies</source>
        <translation>
            <numerusform>Move %n policy</numerusform>
            <numerusform>Move %n policies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::FlowModel</name>
    <message numerus="yes">
        <source>%n errors: %1</source>
        <translation>
            <numerusform>one error: %1</numerusform>
            <numerusform>%n errors: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings: %1</source>
        <translation>
            <numerusform>one warning: %1</numerusform>
            <numerusform>%n warnings: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::Lane</name>
    <message numerus="yes">
        <source>%n policies</source>
        <translation>
            <numerusform>%n policy</numerusform>
            <numerusform>%n policies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::PoliciesPage</name>
    <message numerus="yes">
        <source>%n policies have unsaved changes: %1</source>
        <translation>
            <numerusform>One policy has unsaved changes: %1</numerusform>
            <numerusform>%n policies have unsaved changes: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unsaved policies of the last session were kept.</source>
        <translation>
            <numerusform>One unsaved policy of the last session was kept.</numerusform>
            <numerusform>%n unsaved policies of the last session were kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problems</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::ChangeTree</name>
    <message numerus="yes">
        <source>%n places</source>
        <translation>
            <numerusform>%n place</numerusform>
            <numerusform>%n places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::ImportApiDialog</name>
    <message numerus="yes">
        <source>%1: %n operations. Backend: %2</source>
        <translation>
            <numerusform>%1: %n operation. Backend: %2</numerusform>
            <numerusform>%1: %n operations. Backend: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::OpenPolicyDialog</name>
    <message numerus="yes">
        <source>%n placeholders, filled in with values that run on the simulator</source>
        <translation>
            <numerusform>%n placeholder, filled in with a value that runs on the simulator</numerusform>
            <numerusform>%n placeholders, filled in with values that run on the simulator</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::RenameDialog</name>
    <message numerus="yes">
        <source>%n places. Open policies are changed in their editors and wait to be saved; the others are written.</source>
        <translation>
            <numerusform>%n place. Open policies are changed in their editors and wait to be saved; the others are written.</numerusform>
            <numerusform>%n places. Open policies are changed in their editors and wait to be saved; the others are written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::RetrySchedule</name>
    <message numerus="yes">
        <source>While the condition holds, it waits %1: %2 in all over %n retries.</source>
        <translation>
            <numerusform>While the condition holds, it waits %1: %2 in all over %n retry.</numerusform>
            <numerusform>While the condition holds, it waits %1: %2 in all over %n retries.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::WorkspaceSearch</name>
    <message numerus="yes">
        <source>%n places in %1 policies.</source>
        <translation>
            <numerusform>%n place in %1 policy.</numerusform>
            <numerusform>%n places in %1 policies.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::CallsBar</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::CleanUpStep</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) done</source>
        <translation>
            <numerusform>%n step done</numerusform>
            <numerusform>%n steps done</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::ConnectionStep</name>
    <message numerus="yes">
        <source>%1: valid, %n request(s)</source>
        <translation>
            <numerusform>%1: valid, %n request</numerusform>
            <numerusform>%1: valid, %n requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::DeployStep</name>
    <message numerus="yes">
        <source>%n resource(s) in %1; Clean up knows them all.</source>
        <translation>
            <numerusform>%n resource in %1; Clean up knows them all.</numerusform>
            <numerusform>%n resources in %1; Clean up knows them all.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::ImportStep</name>
    <message numerus="yes">
        <source>%n file(s) written</source>
        <translation>
            <numerusform>%n file written</numerusform>
            <numerusform>%n files written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::LogsPanel</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::PushStep</name>
    <message numerus="yes">
        <source>Copied %n call(s)</source>
        <translation>
            <numerusform>Copied %n call</numerusform>
            <numerusform>Copied %n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticked</source>
        <translation>
            <numerusform>%n ticked</numerusform>
            <numerusform>%n ticked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Push %n change(s)</source>
        <translation>
            <numerusform>Push %n change</numerusform>
            <numerusform>Push %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pushed %n change(s)</source>
        <translation>
            <numerusform>Pushed %n change</numerusform>
            <numerusform>Pushed %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pushed %n change(s), then stopped</source>
        <translation>
            <numerusform>Pushed %n change, then stopped</numerusform>
            <numerusform>Pushed %n changes, then stopped</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::TracePanel</name>
    <message numerus="yes">
        <source>%n step(s) in Azure</source>
        <translation>
            <numerusform>%n step in Azure</numerusform>
            <numerusform>%n steps in Azure</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differ</source>
        <translation>
            <numerusform>%n differs</numerusform>
            <numerusform>%n differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mgc::ui::VerifyStep</name>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n difference</numerusform>
            <numerusform>%n differences</numerusform>
        </translation>
    </message>
</context>
</TS>
