// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/SentencePieceModel.h"

#include "core/base/Error.h"
#include "core/base/File.h"
#include "core/tokenizer/Utf8.h"
#include "core/tokenizer/WireReader.h"

#include <bit>
#include <cmath>

namespace sparsight {

namespace {

constexpr std::uint64_t largestFile = 64 << 20;
constexpr std::size_t longestPiece = 1024;
constexpr std::uint64_t unigramType = 1; // also the default of the format

// Field numbers of sentencepiece_model.proto.
namespace model_field {
constexpr std::uint32_t pieces = 1, trainer = 2, normalizer = 3;
}
namespace piece_field {
constexpr std::uint32_t text = 1, score = 2, type = 3;
}
constexpr std::uint32_t trainerModelType = 3, normalizerCharsmap = 2;

class ModelReader {
public:
    explicit ModelReader(const std::filesystem::path& file)
        : m_file(file.string())
        , m_content(readTextFile(file, largestFile))
    {
    }

    SentencePieceModel run()
    {
        WireReader reader(m_content, m_file);
        while (const auto field = reader.next()) {
            if (field->type != WireField::Type::Bytes) continue;
            switch (field->number) {
            case model_field::pieces: m_model.pieces.push_back(piece(field->bytes)); break;
            case model_field::trainer: checkTrainer(field->bytes); break;
            case model_field::normalizer: readNormalizer(field->bytes); break;
            default: break;
            }
        }
        if (m_model.pieces.size() <= 3)
            refuse(ErrorCode::Corrupt, "has only " + std::to_string(m_model.pieces.size()) + " pieces");
        return std::move(m_model);
    }

private:
    [[noreturn]] void refuse(ErrorCode code, const std::string& reason) const
    {
        throw Error(code, m_file + " " + reason + "; it was not loaded.", {.file = m_file});
    }

    SentencePieceModel::Piece piece(std::string_view message) const
    {
        SentencePieceModel::Piece piece;
        WireReader reader(message, m_file);
        while (const auto field = reader.next()) {
            if (field->number == piece_field::text && field->type == WireField::Type::Bytes) {
                piece.text = field->bytes;
            } else if (field->number == piece_field::score && field->type == WireField::Type::Fixed32) {
                piece.score = std::bit_cast<float>(static_cast<std::uint32_t>(field->integer));
            } else if (field->number == piece_field::type && field->type == WireField::Type::Varint) {
                if (field->integer < 1 || field->integer > 6) refusePiece("has an unknown type");
                piece.type = static_cast<SentencePieceModel::PieceType>(field->integer);
            }
        }
        check(piece);
        return piece;
    }

    void check(const SentencePieceModel::Piece& piece) const
    {
        if (piece.text.empty()) refusePiece("is empty");
        if (piece.text.size() > longestPiece)
            refusePiece("has " + std::to_string(piece.text.size()) + " bytes, more than " +
                        std::to_string(longestPiece));
        if (piece.text.find('\0') != std::string::npos) refusePiece("holds a NUL");
        if (!isUtf8(piece.text)) refusePiece("is not UTF-8");
        if (!std::isfinite(piece.score)) refusePiece("has a score that is not a number");
    }

    [[noreturn]] void refusePiece(const std::string& reason) const
    {
        refuse(ErrorCode::Corrupt, "is damaged: piece " + std::to_string(m_model.pieces.size()) + " " + reason);
    }

    void checkTrainer(std::string_view message) const
    {
        WireReader reader(message, m_file);
        while (const auto field = reader.next()) {
            if (field->number == trainerModelType && field->type == WireField::Type::Varint &&
                field->integer != unigramType)
                refuse(ErrorCode::Unsupported, "is not a unigram model, the only kind that T5 uses");
        }
    }

    void readNormalizer(std::string_view message)
    {
        WireReader reader(message, m_file);
        while (const auto field = reader.next()) {
            if (field->number == normalizerCharsmap && field->type == WireField::Type::Bytes)
                m_model.precompiledCharsmap = field->bytes;
        }
    }

    std::string m_file;
    std::string m_content;
    SentencePieceModel m_model;
};

} // namespace

SentencePieceModel readSentencePieceModel(const std::filesystem::path& file)
{
    return ModelReader(file).run();
}

} // namespace sparsight
