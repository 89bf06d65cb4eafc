#include "simulator/operation.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc::simulator;

class OperationTest : public QObject {
    Q_OBJECT
private slots:
    void finds_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("dialect");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* line, OperationKind kind, Dialect dialect, const char* name = "") {
            QTest::newRow(line) << QString(line) << static_cast<int>(kind) << static_cast<int>(dialect) << QString(name);
        };
        using enum OperationKind;
        using enum Dialect;
        row("POST /openai/deployments/gpt-4o/chat/completions", ChatCompletions, AzureClassic, "gpt-4o");
        row("POST //openai//deployments/gpt%2D4o/chat/completions", ChatCompletions, AzureClassic, "gpt-4o");
        row("POST /some/prefix/deployments/d/embeddings", Embeddings, AzureClassic, "d");
        row("POST /openai/deployments/d/completions", Completions, AzureClassic, "d");
        row("POST /openai/v1/chat/completions", ChatCompletions, AzureV1);
        row("POST /v1/chat/completions", ChatCompletions, OpenAi);
        row("POST /chat/completions", ChatCompletions, OpenAi);
        row("POST /openai/responses", CreateResponse, AzureClassic);
        row("POST /openai/v1/responses", CreateResponse, AzureV1);
        row("GET /v1/responses/resp_1", GetResponse, OpenAi, "resp_1");
        row("GET /v1/responses/resp_1/input_items", ListInputItems, OpenAi, "resp_1");
        row("DELETE /v1/responses/resp_1", DeleteResponse, OpenAi, "resp_1");
        row("GET /openai/models", ListModels, AzureClassic);
        row("GET /openai/models/gpt-4o", GetModel, AzureClassic, "gpt-4o");
        row("GET /v1/models/gpt-4o", GetModel, OpenAi, "gpt-4o");
        row("POST /models/chat/completions", ChatCompletions, Inference);
        row("POST /models/embeddings", Embeddings, Inference);
        row("GET /models/info", ModelInfo, Inference);
        row("GET /deployments", ListDeployments, AzureClassic);
        row("GET /subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a/deployments/gpt-4o", GetDeployment,
            AzureClassic, "gpt-4o");
        row("GET /openai/deployments/d/chat/completions", Unknown, AzureClassic);
        row("POST /openai/assistants", Unknown, AzureClassic);
        row("GET /", Unknown, AzureClassic);
    }
    void finds() {
        QFETCH(QString, line);
        QFETCH(int, kind);
        QFETCH(int, dialect);
        QFETCH(QString, name);
        const auto found = findOperation(line.section(' ', 0, 0).toStdString(), line.section(' ', 1).toStdString());
        QCOMPARE(static_cast<int>(found.kind), kind);
        QCOMPARE(static_cast<int>(found.dialect), dialect);
        QCOMPARE(QString::fromStdString(found.deployment + found.id), name);
    }
};

MGC_TEST_CLASS(OperationTest);
#include "operation_test.moc"
