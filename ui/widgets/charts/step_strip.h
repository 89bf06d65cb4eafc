#pragma once
#include <QVector>
#include <QWidget>

#include "management/messages.h"
#include "ui/theme/theme_tokens.h"

namespace mgc::ui {

/// "What happened": the time of one request from left to right in blocks, coloured by lane. Short blocks keep room for their words,
/// the rest of the width is shared by time, so the strip is honest about order and about who was slow.
class StepStrip : public QWidget {
    Q_OBJECT
public:
    struct Block {
        QString text;
        double milliseconds = 0;
        ColorRole ink = ColorRole::LaneInbound;
        ColorRole ground = ColorRole::LaneInboundTint;
        QString tip;
    };

    explicit StepStrip(QWidget* parent = nullptr);
    void setBlocks(const QVector<Block>& blocks);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QVector<double> widths() const;

    QVector<Block> m_blocks;  ///< at most 24
};

/// The blocks of a finished request: inbound policies, first token, streaming, outbound policies.
[[nodiscard]] QVector<StepStrip::Block> stepBlocks(const management::RequestDetail& detail);

}  // namespace mgc::ui
